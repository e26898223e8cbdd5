-- One row per measured total that is asked for and that the file has.
--
-- params   none
-- reads    checked, wanted
-- columns  indicator_id text, area_id text, period text, value double, line bigint
-- unit     value in the indicator's own unit
-- order    line
select
    checked.indicator_id,
    checked.area_id,
    checked.period,
    checked.value,
    checked.line
from checked
join wanted using (indicator_id, area_id, period)
where checked.scenario = 'actual' and checked.dimensions = '' and checked.value is not null
order by line
