-- One row per indicator that has any value, with how many areas have one.
--
-- params   $known timestamp UTC
-- columns  indicator_id text, areas bigint
-- unit     areas
-- order    indicator_id
select
    s.indicator_id,
    count(distinct s.area_id) as areas
from observations as o
join series as s on s.series_id = o.series_id
where
    o.known_from <= $known
    and o.known_to > $known
    and s.scenario = 'actual'
    and s.dimensions = ''
group by s.indicator_id
order by s.indicator_id
