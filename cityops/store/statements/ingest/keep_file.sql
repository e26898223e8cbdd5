-- Keep the bytes of a file as they came, packed by gzip.
--
-- params   $sha256 text, $content bytea
insert into import_files (sha256, content)
values ($sha256, $content)
