-- The cells with what they mean: null where a cell cannot be read. What area and indicator are called is left in
-- `named`: a million rows would repeat it. DuckDB only: this runs in a private database.
--
-- params   none
-- reads    cells, area_names, indicator_names
create table checked as
-- A file has many rows and few periods: each is read once.
with told as (
    select distinct period
    from cells
),

begun as (
    select
        period,
        case
            when regexp_full_match(period, '\d{4}') then try_cast(period || '-01-01' as date)
            when regexp_full_match(period, '\d{4}-\d{2}') then try_cast(period || '-01' as date)
            when regexp_full_match(period, '\d{4}-?Q[1-4]')
                then try_cast(left(period, 4) || '-' || lpad(((right(period, 1)::int - 1) * 3 + 1)::text, 2, '0') || '-01' as date)
            when regexp_full_match(period, '\d{4}-\d{2}-\d{2}') then try_cast(period as date)
        end as period_start
    from told
),

spans as (
    select
        period,
        period_start,
        cast(case
            when regexp_full_match(period, '\d{4}') then period_start + interval 1 year
            when regexp_full_match(period, '\d{4}-\d{2}') then period_start + interval 1 month
            when regexp_full_match(period, '\d{4}-?Q[1-4]') then period_start + interval 3 month
            else period_start + interval 1 day
        end as date) as period_end
    from begun
)

select
    cells.line,
    cells.position,
    period,
    cells.value as raw_value,
    cells.unit,
    lower(cells.flag) as flag,
    coalesce(nullif(lower(cells.scenario), ''), 'actual') as scenario,
    cells.dimensions,
    areas.id as area_id,
    indicators.id as indicator_id,
    spans.period_start,
    spans.period_end,
    case
        when regexp_full_match(cells.value, '[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?')
            and isfinite(try_cast(cells.value as double))
            then try_cast(cells.value as double)
    end as value
from cells
join spans using (period)
left join area_names as areas on areas.name = lower(cells.area)
left join indicator_names as indicators on indicators.name = lower(cells.indicator)
