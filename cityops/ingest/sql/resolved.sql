-- The observations of a file with the areas and indicators that they name; a line that repeats another is left out.
--
-- params   none
-- reads    cells, area_names, indicator_names
create or replace table checked as
select
    cells.line,
    cells.position,
    coalesce(nullif(cells.area, ''), cells.area_code) as area,
    cells.area_code,
    cells.indicator,
    cells.period,
    cells.value as raw_value,
    cells.unit,
    cells.flag,
    cells.scenario,
    cells.dimensions,
    coalesce(codes.id, areas.id) as area_id,
    indicators.id as indicator_id,
    cells.period_start,
    cells.period_end,
    cells.number as value,
    -- Rows that speak of the same point have the same place; hardly any others have.
    hash(
        indicators.id, coalesce(codes.id, areas.id), cells.dimensions, cells.scenario, cells.period_start, cells.period_end
    ) as place
from cells
left join area_names as codes on codes.name = lower(cells.area_code) and cells.area_code <> ''
left join area_names as areas on areas.name = lower(cells.area)
left join indicator_names as indicators on indicators.name = lower(cells.indicator)
qualify row_number() over (
    partition by
        cells.area, cells.area_code, cells.indicator, cells.dimensions, cells.scenario, cells.period, cells.number, cells.value
    order by cells.line, cells.position
) = 1
