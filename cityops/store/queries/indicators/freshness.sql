-- One row per indicator that has any value: where its newest period ends, and how many values and areas it has.
--
-- params   $known timestamp UTC, $end date (the day after the reporting date)
-- columns  indicator_id text, latest_end date, latest_label text, observations bigint, areas bigint
-- unit     values and areas
-- order    indicator_id
-- misses   plans and breakdowns are left out
with counted as (
    select
        s.indicator_id,
        s.area_id,
        o.period_end,
        o.period_label
    from observations as o
    join series as s on s.series_id = o.series_id
    where
        o.known_from <= $known
        and o.known_to > $known
        and o.period_end <= $end
        and s.scenario = 'actual'
        and s.dimensions = ''
),

newest as (
    select distinct on (indicator_id)
        indicator_id,
        period_end,
        period_label
    from counted
    order by indicator_id, period_end desc
)

select
    c.indicator_id,
    n.period_end as latest_end,
    n.period_label as latest_label,
    count(*) as observations,
    count(distinct c.area_id) as areas
from counted as c
join newest as n on n.indicator_id = c.indicator_id
group by c.indicator_id, n.period_end, n.period_label
order by c.indicator_id
