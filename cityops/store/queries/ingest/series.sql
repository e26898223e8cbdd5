-- One row per series that has ever been claimed.
--
-- params   none
-- columns  series_id integer, indicator_id text, area_id text, dimensions text, scenario text
-- unit     none
-- order    series_id
select
    series_id,
    indicator_id,
    area_id,
    dimensions,
    scenario
from series
order by series_id
