-- Whether the bytes of a file are kept.
--
-- params   $sha256 text
-- columns  sha256 text
-- unit     none
-- order    at most one row
select sha256
from import_files
where sha256 = $sha256
