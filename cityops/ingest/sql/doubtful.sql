-- One row per row that breaks a rule which looks at nothing but the row. Nearly every row is fine: the rules are gone
-- through at once for all of them, and one by one for the others (see `faults`).
--
-- params   $today date
-- reads    checked, indicator_names
-- writes   doubtful: as `checked`, with the bounds of the indicator
create or replace table doubtful as
with bounds as (
    select distinct on (id)
        id as indicator_id,
        unit_en,
        unit_zh,
        hard_low,
        hard_high
    from indicator_names
)

select
    c.line,
    c.position,
    c.area,
    c.indicator,
    c.period,
    c.raw_value,
    c.unit,
    c.scenario,
    c.area_id,
    c.indicator_id,
    c.period_start,
    c.value,
    b.unit_en,
    b.unit_zh,
    b.hard_low,
    b.hard_high
from checked as c
left join bounds as b on b.indicator_id = c.indicator_id
where
    c.area_id is null
    or c.indicator_id is null
    or c.period_start is null
    or year(c.period_start) not between 1800 and 2200
    or (c.scenario = 'actual' and c.period_start > $today)
    or c.value is null
    or c.value < b.hard_low
    or c.value > b.hard_high
    or (c.unit <> '' and lower(c.unit) not in (lower(b.unit_en), lower(b.unit_zh)))
    or c.scenario not in ('actual', 'plan', 'projection')
