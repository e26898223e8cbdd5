-- What was understood of a clean long table, line by line.
--
-- params   none
-- reads    checked
-- columns  area text, area_code text, indicator text, dims text, period text, value double
-- order    line
select
    area,
    area as area_code,
    indicator,
    dimensions as dims,
    period,
    value
from checked
where value is not null
order by line
