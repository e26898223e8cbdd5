-- What stands in the file at some lines of an upload, cell by cell.
--
-- params   $upload_number integer, $lines text: '12,15,...'
-- columns  line integer, series_id integer, period_start date, raw_value text
-- unit     none
-- order    line, series_id, period_start
select
    line,
    series_id,
    period_start,
    raw_value
from claims
where
    upload_number = $upload_number
    and line in (select cast(unnest(string_to_array(cast($lines as text), ',')) as integer))
order by line, series_id, period_start
