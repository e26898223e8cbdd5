-- The bytes of a file as they came, packed by gzip.
--
-- params   $sha256 text
-- columns  content bytea
-- unit     bytes
-- order    at most one row
select content
from import_files
where sha256 = $sha256
