-- The cells with what they mean: null where a cell cannot be read. DuckDB only: this runs in a private database.
--
-- params   none
-- reads    cells, area_names, indicator_names
create table checked as
with periods as (
    select
        *,
        case
            when regexp_full_match(period, '\d{4}') then try_cast(period || '-01-01' as date)
            when regexp_full_match(period, '\d{4}-\d{2}') then try_cast(period || '-01' as date)
            when regexp_full_match(period, '\d{4}-?Q[1-4]')
                then try_cast(left(period, 4) || '-' || lpad(((right(period, 1)::int - 1) * 3 + 1)::text, 2, '0') || '-01' as date)
            when regexp_full_match(period, '\d{4}-\d{2}-\d{2}') then try_cast(period as date)
        end as period_start
    from cells
)

select
    periods.line,
    periods.position,
    periods.area,
    periods.indicator,
    periods.period,
    periods.value as raw_value,
    periods.unit,
    lower(periods.flag) as flag,
    coalesce(nullif(lower(periods.scenario), ''), 'actual') as scenario,
    periods.dimensions,
    areas.id as area_id,
    indicators.id as indicator_id,
    indicators.unit_en,
    indicators.unit_zh,
    indicators.hard_low,
    indicators.hard_high,
    periods.period_start,
    cast(case
        when regexp_full_match(period, '\d{4}') then period_start + interval 1 year
        when regexp_full_match(period, '\d{4}-\d{2}') then period_start + interval 1 month
        when regexp_full_match(period, '\d{4}-?Q[1-4]') then period_start + interval 3 month
        else period_start + interval 1 day
    end as date) as period_end,
    case
        when regexp_full_match(periods.value, '[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?')
            and isfinite(try_cast(periods.value as double))
            then try_cast(periods.value as double)
    end as value
from periods
left join area_names as areas on areas.name = lower(periods.area)
left join indicator_names as indicators on indicators.name = lower(periods.indicator)
