-- The values of one kind in an upload as in `difference_rows`, the biggest change relative to what was held first.
--
-- params   $upload_number integer, $moment timestamp UTC of the upload, $kind text, $size integer, $skip integer
-- columns  indicator_id text, area_id text, dimensions text, scenario text, period_label text, old_value double,
--          new_value double, old_flag text, new_flag text, line integer
-- unit     values in the indicator's own unit
-- order    size of the relative change, one from zero before all others; then line, series and period
-- misses   old_value is null for what is new, new_value for what is withdrawn
select
    s.indicator_id,
    s.area_id,
    s.dimensions,
    s.scenario,
    c.period_label,
    o.value as old_value,
    c.value as new_value,
    o.flag as old_flag,
    c.flag as new_flag,
    c.line
from claims as c
join series as s on s.series_id = c.series_id
left join observations as o
    on
        o.series_id = c.series_id
        and o.period_start = c.period_start
        and o.period_end = c.period_end
        and o.known_from < $moment
        and o.known_to >= $moment
where
    c.upload_number = $upload_number
    and case
        when c.value is null then 'withdrawn'
        when o.series_id is null then 'new'
        when o.value <> c.value or o.flag <> c.flag then 'changed'
        else 'unchanged'
    end = $kind
order by
    abs((c.value - o.value) / nullif(o.value, 0)) desc nulls first,
    c.line,
    c.series_id,
    c.period_start
limit $size offset $skip
