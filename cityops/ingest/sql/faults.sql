-- One row per cell that cannot be taken.
--
-- params   $today date
-- columns  line bigint, role text, found text, code text, detail text
-- order    line, role
select line, 'area' as role, area as found, case when area = '' then 'empty_area' else 'unknown_area' end as code, '' as detail
from checked where area_id is null
union all
select line, 'indicator', indicator, case when indicator = '' then 'empty_indicator' else 'unknown_indicator' end, ''
from checked where indicator_id is null
union all
select line, 'period', period, 'impossible_period', ''
from checked where period_start is null or year(period_start) not between 1800 and 2200
union all
select line, 'period', period, 'future_period', cast($today as text)
from checked where scenario = 'actual' and period_start > $today and year(period_start) <= 2200
union all
select line, 'value', raw_value, case when raw_value = '' then 'empty_value' else 'not_a_number' end, ''
from checked where value is null
union all
select line, 'value', raw_value, 'beyond_hard_range', concat_ws(' … ', coalesce(hard_low::text, ''), coalesce(hard_high::text, ''))
from checked where value < hard_low or value > hard_high
union all
select line, 'unit', unit, 'wrong_unit', unit_en
from checked where unit <> '' and indicator_id is not null and lower(unit) not in (lower(unit_en), lower(unit_zh))
union all
select line, 'scenario', scenario, 'unknown_scenario', ''
from checked where scenario not in ('actual', 'plan', 'projection')
order by line, role
