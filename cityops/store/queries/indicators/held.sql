-- Every observation of one indicator that is held: totals and breakdowns, measured and planned.
--
-- params   $known timestamp UTC, $indicator_id text
-- columns  series_id integer, area_id text, dimensions text, scenario text, period_start date, period_end date,
--          period_label text, value double, flag text
-- unit     value in the indicator's own unit
-- order    area_id, dimensions, scenario, period_start
select
    s.series_id,
    s.area_id,
    s.dimensions,
    s.scenario,
    o.period_start,
    o.period_end,
    o.period_label,
    o.value,
    o.flag
from observations as o
join series as s on s.series_id = o.series_id
where o.known_from <= $known and o.known_to > $known and s.indicator_id = $indicator_id
order by s.area_id, s.dimensions, s.scenario, o.period_start
