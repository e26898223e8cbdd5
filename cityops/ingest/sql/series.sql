-- Every series that the rows speak of; one that is not known yet gets the next number, in order of its names.
--
-- params   $first_series integer
-- reads    subjects, known_series
create or replace table series_here as
with said as (
    select distinct
        indicator_id,
        area_id,
        dimensions,
        scenario
    from subjects
)

select
    said.*,
    known_series.series_id is null as is_new,
    cast(coalesce(
        known_series.series_id,
        $first_series - 1 + row_number() over (
            partition by known_series.series_id is null
            order by indicator_id, area_id, dimensions, scenario
        )
    ) as integer) as series_id
from said
left join known_series using (indicator_id, area_id, dimensions, scenario)
