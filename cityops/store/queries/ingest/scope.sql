-- What an upload speaks of: one row per indicator, scenario and kind of breakdown, from its first period to its last.
-- `replace` takes back whatever is held in it and is not in the file.
--
-- params   $upload_number integer
-- columns  indicator_id text, scenario text, breakdown text, areas bigint, first_period date, end_period date
-- unit     areas
-- order    indicator_id, scenario, breakdown
-- misses   breakdown is 'sex;tenure', the names without their values; '' for totals. end_period is exclusive.
with said as (
    select
        series_id,
        min(period_start) as first_period,
        max(period_end) as end_period
    from claims
    where upload_number = $upload_number
    group by series_id
)

select
    s.indicator_id,
    s.scenario,
    regexp_replace(s.dimensions, '=[^;]*', '', 'g') as breakdown,
    count(distinct s.area_id) as areas,
    min(d.first_period) as first_period,
    max(d.end_period) as end_period
from said as d
join series as s on s.series_id = d.series_id
group by s.indicator_id, s.scenario, regexp_replace(s.dimensions, '=[^;]*', '', 'g')
order by s.indicator_id, s.scenario, breakdown
