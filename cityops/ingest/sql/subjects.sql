-- Every subject of a long table with what it means: null where an area or an indicator is not known. Subjects that are
-- spelled otherwise and mean the same have the same point.
--
-- params   none
-- reads    said_subjects, area_names, indicator_names
-- writes   subjects: as `said_subjects`, with meaning and the bounds of the indicator
create table subjects as
select
    said.* replace (lower(said.flag) as flag, coalesce(nullif(lower(said.scenario), ''), 'actual') as scenario),
    areas.id as area_id,
    indicators.id as indicator_id,
    indicators.unit_en,
    indicators.unit_zh,
    indicators.hard_low,
    indicators.hard_high,
    dense_rank() over (
        order by indicators.id, areas.id, said.dimensions, coalesce(nullif(lower(said.scenario), ''), 'actual')
    ) - 1 as point
from said_subjects as said
left join area_names as areas on areas.name = lower(said.area)
left join indicator_names as indicators on indicators.name = lower(said.indicator)
