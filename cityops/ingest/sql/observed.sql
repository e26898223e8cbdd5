-- One row per cell of a column of values that is a number: what stands in the columns beside it and what its name says.
--
-- params   $blank_area, $blank_period text: what an empty area and period stand for; '' and 'above' keep them empty
-- reads    spread, value_columns, period_labels, flag_names, scenario_names
create or replace table cells as
with unflagged as (
    select
        *,
        without_flag(cell) as unflagged
    from spread
    where not is_none(cell)
),

sized as (
    select
        *,
        magnitude_of(unflagged) as magnitude
    from unflagged
),

bared as (
    select
        *,
        text_of(cell) as said,
        bare_of(unflagged, magnitude) as bare
    from sized
),

told as (
    select
        bared.line,
        bared.position,
        case
            when value_columns.area <> '' then value_columns.area
            when bared.area = '' and bared.area_code = '' and $blank_area <> 'above' then $blank_area
            else bared.area
        end as area,
        bared.area_code,
        concat_ws(' / ', nullif(bared.indicator, ''), nullif(value_columns.indicator, '')) as indicator,
        case
            when value_columns.period <> '' then value_columns.period
            when bared.period = '' and $blank_period <> 'above' then $blank_period
            else bared.period
        end as found_period,
        bared.said as value,
        nullif(nullif(number_of(bared.bare, value_columns.mark) * times_of(bared.magnitude), 'inf'::double), '-inf'::double) as number,
        case when bared.unit = '' then value_columns.unit else bared.unit end as unit,
        case when bared.flag = '' then flag_of(bared.cell, bared.unflagged) else lower(bared.flag) end as flag,
        lower(bared.scenario) as said_scenario,
        bared.dimensions
    from bared
    join value_columns using (position)
    where
        ($blank_area <> 'leave_out' or bared.area <> '' or bared.area_code <> '')
        and ($blank_period <> 'leave_out' or bared.period <> '' or value_columns.period <> '')
)

select
    told.* exclude (found_period, said_scenario, flag),
    coalesce(period_labels.label, told.found_period) as period,
    period_labels.period_start,
    period_labels.period_end,
    coalesce(flag_names.flag, told.flag) as flag,
    coalesce(scenario_names.scenario, nullif(said_scenario, ''), period_labels.scenario, 'actual') as scenario
from told
left join period_labels on period_labels.found = told.found_period
left join flag_names on flag_names.name = told.flag
left join scenario_names on scenario_names.name = told.said_scenario
