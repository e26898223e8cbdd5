-- One number per row: rows that speak of the same point have the same. Hardly any others have.
--
-- params   none
-- reads    checked
-- columns  place ubigint
-- unit     none
-- order    none
select hash(indicator_id, area_id, dimensions, scenario, period_start, period_end) as place
from checked
