-- How the claims of an upload stand to what was held before it: values that are new, changed, the same, taken back.
--
-- params   $upload_number integer, $moment timestamp UTC of the upload
-- columns  rows_new bigint, rows_changed bigint, rows_same bigint, rows_withdrawn bigint
-- unit     rows
-- order    one row
select
    count(*) filter (where c.value is not null and o.series_id is null) as rows_new,
    count(*) filter (where o.value <> c.value or o.flag <> c.flag and c.value is not null) as rows_changed,
    count(*) filter (where o.value = c.value and o.flag = c.flag) as rows_same,
    count(*) filter (where c.value is null) as rows_withdrawn
from claims as c
left join observations as o
    on
        o.series_id = c.series_id
        and o.period_start = c.period_start
        and o.period_end = c.period_end
        and o.known_from < $moment
        and o.known_to >= $moment
where c.upload_number = $upload_number
