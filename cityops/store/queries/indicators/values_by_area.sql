-- One row per area and period of one indicator that counts at a reporting date.
--
-- params   $known timestamp UTC, $end date (the day after the reporting date), $indicator_id text
-- columns  area_id text, period_end date, period_label text, value double, flag text
-- unit     value in the indicator's own unit
-- order    area_id, period_end
-- misses   dimensions and plans are left out
select
    s.area_id,
    o.period_end,
    o.period_label,
    o.value,
    o.flag
from observations as o
join series as s on s.series_id = o.series_id
where
    o.known_from <= $known
    and o.known_to > $known
    and o.period_end <= $end
    and s.indicator_id = $indicator_id
    and s.scenario = 'actual'
    and s.dimensions = ''
order by s.area_id, o.period_end
