-- What was understood, cell by cell, before areas and indicators are looked up and repeated lines left out.
--
-- params   none
-- reads    cells
-- columns  area text, area_code text, indicator text, dims text, period text, value double
-- order    line, position
select
    area,
    area_code,
    indicator,
    dimensions as dims,
    period,
    number as value
from cells
where number is not null
order by line, position
