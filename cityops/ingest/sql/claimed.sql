-- The rows with the number of their series.
--
-- params   none
-- reads    checked, series_here
-- writes   claimed: as `checked`, with series_id integer
create or replace view claimed as
select
    checked.*,
    series_here.series_id
from checked
join series_here using (indicator_id, area_id, dimensions, scenario)
