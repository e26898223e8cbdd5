-- One row per cell that cannot be taken, and per line that says again what an earlier one says.
--
-- params   $today date
-- reads    checked, doubtful, repeated
-- writes   faults: line bigint, role text, position integer, found text, code text, detail text
create or replace table faults as
with again as (
    select
        *,
        min(line) over (partition by indicator_id, area_id, dimensions, scenario, period_start, period_end) as first_line
    from checked
    where
        area_id is not null
        and indicator_id is not null
        and period_start is not null
        -- Nearly no line repeats another.
        and place in (
            select place
            from repeated
        )
)

select line, 'area' as role, position, area as found, case when area = '' then 'empty_area' else 'unknown_area' end as code, '' as detail
from doubtful where area_id is null
union all
select line, 'indicator', position, indicator, case when indicator = '' then 'empty_indicator' else 'unknown_indicator' end, ''
from doubtful where indicator_id is null
union all
select line, 'period', position, period, 'impossible_period', ''
from doubtful where period_start is null or year(period_start) not between 1800 and 2200
union all
select line, 'period', position, period, 'future_period', cast($today as text)
from doubtful where scenario = 'actual' and period_start > $today and year(period_start) <= 2200
union all
select line, 'value', position, raw_value, case when raw_value = '' then 'empty_value' else 'not_a_number' end, ''
from doubtful where value is null
union all
select line, 'value', position, raw_value, 'beyond_hard_range', concat_ws(' … ', coalesce(hard_low::text, ''), coalesce(hard_high::text, ''))
from doubtful where value < hard_low or value > hard_high
union all
select line, 'unit', position, unit, 'wrong_unit', unit_en
from doubtful where unit <> '' and lower(unit) not in (lower(unit_en), lower(unit_zh))
union all
select line, 'scenario', position, scenario, 'unknown_scenario', ''
from doubtful where scenario not in ('actual', 'plan', 'projection')
union all
select a.line, '', a.position, a.area || ', ' || a.indicator || ', ' || a.period, 'duplicate', cast(a.first_line as text)
from again as a
where a.line > a.first_line
