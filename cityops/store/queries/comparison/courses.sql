-- One row per indicator and period of one area that counts at a reporting date.
--
-- params   $known timestamp UTC, $end date (the day after the reporting date), $area text
-- columns  indicator_id text, period_start date, period_end date, value double, flag text
-- unit     value in the indicator's own unit
-- order    indicator_id, period_end
-- misses   dimensions and plans are left out
select
    s.indicator_id,
    o.period_start,
    o.period_end,
    o.value,
    o.flag
from observations as o
join series as s on s.series_id = o.series_id
where
    o.known_from <= $known
    and o.known_to > $known
    and o.period_end <= $end
    and s.area_id = $area
    and s.scenario = 'actual'
    and s.dimensions = ''
order by s.indicator_id, o.period_end
