-- The rows with their series; a series that is not known yet gets the next number, in order of its first line.
--
-- reads    checked, known_series
create table numbered as
with named as (
    select
        checked.*,
        known_series.series_id as known_id
    from checked
    left join known_series using (indicator_id, area_id, dimensions, scenario)
),

fresh as (
    select
        indicator_id,
        area_id,
        dimensions,
        scenario,
        row_number() over (order by indicator_id, area_id, dimensions, scenario) - 1 as place
    from (select distinct indicator_id, area_id, dimensions, scenario from named where known_id is null)
)

select
    named.*,
    cast(coalesce(known_id, place + $first_series) as integer) as series_id
from named
left join fresh using (indicator_id, area_id, dimensions, scenario)
