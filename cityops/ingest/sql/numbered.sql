-- The subjects of a long table with the number of their series.
--
-- params   none
-- reads    subjects, series_here
-- writes   numbered: as `subjects`, with series_id integer
create or replace table numbered as
select
    subjects.*,
    series_here.series_id
from subjects
join series_here using (indicator_id, area_id, dimensions, scenario)
