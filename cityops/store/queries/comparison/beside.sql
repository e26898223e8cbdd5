-- One row per indicator and area in the newest period in which $area has a value of the indicator: the areas of its
-- kind, and the whole that they are part of. The whole's value is the one that was given; a weighted mean where
-- none was and every part has a value. A sum is not worked out: it cannot be set beside a part.
--
-- params   $known timestamp UTC, $end date (the day after the reporting date), $area text, $hierarchy text,
--          $whole text (the area above; empty for cities, which stand beside each other)
-- columns  indicator_id text, area_id text, period_start date, period_end date, period_label text, value double
-- unit     value in the indicator's own unit
-- order    indicator_id, area_id
-- misses   dimensions and plans are left out; an area without a value in that period is absent, not null

with parents as (
    select
        area_id,
        parent_id,
        hierarchy
    from area_parents
    where known_from <= $known and known_to > $known and not is_deleted
),

parts as (
    select area_id
    from parents
    where hierarchy = $hierarchy and parent_id = $whole
    union
    select a.id as area_id
    from areas as a
    where
        $whole = ''
        and a.kind = 'city'
        and a.known_from <= $known
        and a.known_to > $known
        and not a.is_deleted
        and not exists (select 1 from parents as p where p.area_id = a.id)
),

seen as (
    select
        s.indicator_id,
        s.area_id,
        o.period_start,
        o.period_end,
        o.period_label,
        o.value
    from observations as o
    join series as s on s.series_id = o.series_id
    where
        o.known_from <= $known
        and o.known_to > $known
        and o.period_end <= $end
        and s.scenario = 'actual'
        and s.dimensions = ''
        and (s.area_id = $whole or s.area_id in (select area_id from parts))
),

chosen as (
    select distinct on (indicator_id)
        indicator_id,
        period_start,
        period_end,
        period_label
    from seen
    where area_id = $area
    order by indicator_id, period_end desc, period_start
),

means as (
    select
        c.indicator_id,
        sum(v.value * w.value) / nullif(sum(w.value), 0) as value
    from chosen as c
    join indicators as i
        on i.id = c.indicator_id and i.known_from <= $known and i.known_to > $known and not i.is_deleted
    join seen as v
        on
            v.indicator_id = c.indicator_id
            and v.period_start = c.period_start
            and v.period_end = c.period_end
    join seen as w
        on
            w.indicator_id = i.weight_indicator_id
            and w.area_id = v.area_id
            and w.period_start = c.period_start
            and w.period_end = c.period_end
    where i.city_value = 'weighted_mean' and v.area_id in (select area_id from parts)
    group by c.indicator_id
    having count(*) = (select count(*) from parts)
),

found as (
    select
        c.indicator_id,
        v.area_id,
        v.value
    from chosen as c
    join seen as v
        on
            v.indicator_id = c.indicator_id
            and v.period_start = c.period_start
            and v.period_end = c.period_end
),

every as (
    select
        indicator_id,
        area_id,
        value
    from found
    union all
    select
        m.indicator_id,
        cast($whole as text) as area_id,
        m.value
    from means as m
    where
        m.value is not null
        and not exists (select 1 from found as f where f.indicator_id = m.indicator_id and f.area_id = $whole)
)

select
    e.indicator_id,
    e.area_id,
    c.period_start,
    c.period_end,
    c.period_label,
    e.value
from every as e
join chosen as c on c.indicator_id = e.indicator_id
order by e.indicator_id, e.area_id
