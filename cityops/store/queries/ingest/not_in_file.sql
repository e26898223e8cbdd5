-- What is held within the scope of an upload (see `scope`) and is not in it: of the same indicator, scenario and kind
-- of breakdown, in an area that the file has for that indicator, between its first period and its last.
--
-- params   $upload_number integer, $moment timestamp UTC of the upload, $size integer, $skip integer
-- columns  series_id integer, period_start date, period_end date, indicator_id text, area_id text,
--          dimensions text, scenario text, period_label text, value double, flag text, total bigint
-- unit     value in the indicator's own unit; total counts all of them, on every row
-- order    indicator_id, area_id, dimensions, scenario, period_start
with said as (
    select
        series_id,
        min(period_start) as first_period,
        max(period_end) as end_period
    from claims
    where upload_number = $upload_number
    group by series_id
),

-- Windows rather than joins on what they have in common: PostgreSQL takes such joins to have one row, and then goes
-- through all claims for each value.
named as (
    select
        s.series_id,
        s.indicator_id,
        s.area_id,
        s.dimensions,
        s.scenario,
        count(d.series_id) over (partition by s.indicator_id, s.area_id) as said_here,
        min(d.first_period) over kind as first_period,
        max(d.end_period) over kind as end_period
    from series as s
    left join said as d on d.series_id = s.series_id
    window kind as (partition by s.indicator_id, s.scenario, regexp_replace(s.dimensions, '=[^;]*', '', 'g'))
),

scope as (
    select *
    from named
    where said_here > 0 and first_period is not null
)

select
    o.series_id,
    o.period_start,
    o.period_end,
    s.indicator_id,
    s.area_id,
    s.dimensions,
    s.scenario,
    o.period_label,
    o.value,
    o.flag,
    count(*) over () as total
from observations as o
join scope as s
    on s.series_id = o.series_id and o.period_start >= s.first_period and o.period_end <= s.end_period
where
    o.known_from < $moment
    and o.known_to >= $moment
    and not exists (
        select 1
        from claims as c
        where
            c.upload_number = $upload_number
            and c.series_id = o.series_id
            and c.period_start = o.period_start
            and c.period_end = o.period_end
            and c.value is not null
    )
order by s.indicator_id, s.area_id, s.dimensions, s.scenario, o.period_start
limit $size offset $skip
