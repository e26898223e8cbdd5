-- One row per claim of the file, ready for the store, in the order in which it keeps them.
--
-- params   $upload integer
-- reads    claimed
select
    cast($upload as integer) as upload_number,
    cast(line as integer) as line,
    series_id,
    period_start,
    period_end,
    period as period_label,
    value,
    flag,
    raw_value
from claimed
order by series_id, period_start, line
