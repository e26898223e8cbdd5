-- One row per line that is no row of the table: too few or too many cells, an open quote.
--
-- params   $header_line integer
-- columns  line bigint, text text
-- order    line
select distinct on (line)
    line + $header_line as line,
    left(csv_line, 120) as text
from reject_errors
order by line
