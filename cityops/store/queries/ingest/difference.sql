-- How the live claims of an upload stand to what is held: rows that are new, changed and the same.
--
-- params   $upload_number integer, $present timestamp UTC
-- columns  rows_new bigint, rows_changed bigint, rows_same bigint
-- unit     rows
-- order    one row
select
    count(*) filter (where o.series_id is null) as rows_new,
    count(*) filter (where o.value <> c.value or o.flag <> c.flag) as rows_changed,
    count(*) filter (where o.value = c.value and o.flag = c.flag) as rows_same
from claims as c
left join observations as o
    on
        o.series_id = c.series_id
        and o.period_start = c.period_start
        and o.period_end = c.period_end
        and o.known_to > $present
where c.upload_number = $upload_number
