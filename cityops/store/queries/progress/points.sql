-- One row per indicator, area and period that counts at a reporting date, for every indicator with a target in
-- a vision. The city's value is the one that was given; where none was, it follows the indicator's rule from its
-- districts, if every one of them has a value.
--
-- params   $known timestamp UTC, $end date (the day after the reporting date), $city text, $hierarchy text
-- columns  indicator_id text, area_id text, period_end date, period_label text, value double, flag text,
--          upload_number integer, line integer
-- unit     value in the indicator's own unit
-- order    indicator_id, area_id, period_end
-- misses   upload_number is 0 for a value that follows from districts; dimensions and plans are left out

with live_indicators as (
    select
        id,
        city_value,
        weight_indicator_id
    from indicators
    where known_from <= $known and known_to > $known and not is_deleted
),

wanted as (
    select t.indicator_id
    from targets as t
    where t.known_from <= $known and t.known_to > $known and not t.is_deleted and t.outcome_id is not null
    union
    select i.weight_indicator_id
    from targets as t
    join live_indicators as i on i.id = t.indicator_id
    where t.outcome_id is not null and i.weight_indicator_id is not null
),

districts as (
    select area_id
    from area_parents
    where
        known_from <= $known
        and known_to > $known
        and not is_deleted
        and hierarchy = $hierarchy
        and parent_id = $city
),

seen as (
    select
        s.indicator_id,
        s.area_id,
        o.period_start,
        o.period_end,
        o.period_label,
        o.value,
        o.flag,
        o.upload_number,
        o.line
    from observations as o
    join series as s on s.series_id = o.series_id
    where
        o.known_from <= $known
        and o.known_to > $known
        and o.period_end <= $end
        and s.scenario = 'actual'
        and s.dimensions = ''
        and s.indicator_id in (select indicator_id from wanted)
),

from_districts as (
    select
        v.indicator_id,
        v.period_start,
        v.period_end,
        min(v.period_label) as period_label,
        -- A new way of measuring in one district is one for the whole.
        max(case when v.flag = 'break' then v.flag else '' end) as flag,
        case
            when i.city_value = 'sum' then sum(v.value)
            else sum(v.value * w.value) / nullif(sum(w.value), 0)
        end as value
    from seen as v
    join districts as d on d.area_id = v.area_id
    join live_indicators as i on i.id = v.indicator_id and i.city_value in ('sum', 'weighted_mean')
    left join seen as w
        on
            w.indicator_id = i.weight_indicator_id
            and w.area_id = v.area_id
            and w.period_start = v.period_start
            and w.period_end = v.period_end
    group by v.indicator_id, v.period_start, v.period_end, i.city_value
    having
        count(*) = (select count(*) from districts)
        and (i.city_value = 'sum' or count(w.value) = count(*))
)

select
    indicator_id,
    area_id,
    period_end,
    period_label,
    value,
    flag,
    upload_number,
    line
from seen
union all
select
    f.indicator_id,
    cast($city as text) as area_id,
    f.period_end,
    f.period_label,
    f.value,
    f.flag,
    0 as upload_number,
    0 as line
from from_districts as f
where
    f.value is not null
    and not exists (
        select 1
        from seen as g
        where
            g.indicator_id = f.indicator_id
            and g.area_id = $city
            and g.period_start = f.period_start
            and g.period_end = f.period_end
    )
order by indicator_id, area_id, period_end
