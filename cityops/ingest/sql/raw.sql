-- The rows of a file as text, nothing guessed, in the order of the file: the view `raw` numbers them by it. A window
-- that counts them would hold several threads up.
--
-- params   $path text, $delimiter text, $columns struct of names, $shown rejects kept, $line and $buffer in bytes
create table unnumbered as
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
