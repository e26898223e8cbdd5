-- The rows of a file as text, nothing guessed, in the order of the file.
--
-- params   $path text, $delimiter text, $columns struct of names, $shown rejects kept, $line and $buffer in bytes
-- columns  c0 text, c1 text, ...
select *
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
