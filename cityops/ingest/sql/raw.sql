-- The rows of a file as text, nothing guessed; the first stands below the header.
--
-- params   $header_line integer, $path text, $delimiter text, $columns struct of names, $shown rejects kept,
--          $line and $buffer in bytes
create table raw as
select
    row_number() over () + $header_line as line,
    *
from read_csv(
    $path,
    auto_detect = false,
    header = false,
    delim = $delimiter,
    quote = '"',
    escape = '"',
    new_line = '\n',
    strict_mode = true,
    null_padding = false,
    store_rejects = true,
    rejects_limit = $shown,
    max_line_size = $line,
    buffer_size = $buffer,
    columns = $columns
)
