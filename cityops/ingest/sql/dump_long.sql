-- What was understood of a clean long table, line by line.
--
-- params   none
-- reads    checked, named
-- columns  area text, area_code text, indicator text, dims text, period text, value double
-- order    line
select
    named.area,
    named.area as area_code,
    named.indicator,
    dimensions as dims,
    period,
    value
from checked
join named using (line, position)
where value is not null
order by line
