-- The class of every series by guarded linear pace, in one statement: docs/methods/progress.md, sections 1 to 4.
--
-- params   $clock double, decimal year
-- columns  class_code tinyint
-- unit     ClassCode
-- order    series_id
with ends as (
    select
        o.series_id,
        arg_min(o.value, o.period_end) filter (o.period_end >= t.baseline_end) as baseline,
        arg_max(o.value, o.period_end) as latest,
        min(o.period_end) filter (o.period_end >= t.baseline_end) - 1 as baseline_day,
        max(o.period_end) - 1 as latest_day,
        count(*) filter (o.period_end >= t.baseline_end) as points
    from observations as o
    join targets as t on t.series_id = o.series_id
    group by o.series_id
),

timed as (
    select
        t.*,
        e.baseline,
        e.latest,
        e.points,
        t.target_end - 1 as target_day,
        year(baseline_day) + dayofyear(baseline_day) / dayofyear(make_date(year(baseline_day), 12, 31)) as began,
        year(latest_day) + dayofyear(latest_day) / dayofyear(make_date(year(latest_day), 12, 31)) as reached,
        year(target_day) + dayofyear(target_day) / dayofyear(make_date(year(target_day), 12, 31)) as due
    from targets as t
    left join ends as e on e.series_id = t.series_id
),

gaps as (
    select
        *,
        case
            when kind = 2 then greatest(low - baseline, baseline - high, 0)
            else greatest(direction * (target_value - baseline), 0)
        end as gap_base,
        case
            when kind = 2 then greatest(low - latest, latest - high, 0)
            else greatest(direction * (target_value - latest), 0)
        end as gap_now
    from timed
),

paces as (
    select
        *,
        case when kind = 2 then gap_base - gap_now else direction * (latest - baseline) end / gap_base
        / least((reached - began) / (due - began), 1) as pace
    from gaps
)

select
    cast(
        case
            when kind = 2 and (low > high or (low is null and high is null)) then 8
            when kind <> 2 and target_value is null then 8
            when points is null or points < 2 then 8
            when gap_now = 0 then least(kind, 1)
            when gap_base = 0 then 6
            when $clock >= due then 7
            when pace is null or due <= began then 8
            when pace >= 0.95 - 1e-12 then 2
            when pace >= 0.60 - 1e-12 then 3
            when pace >= 0.0 - 1e-12 then 4
            else 5
        end as tinyint
    ) as class_code
from paces
order by series_id
