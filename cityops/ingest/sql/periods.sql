-- Every period of a long table with its days: null where it is none. Periods that are spelled otherwise and mean the
-- same have the same moment.
--
-- params   none
-- reads    said_periods
-- writes   periods: said and period text, period_start date, period_end date (exclusive), moment bigint
create table periods as
with begun as (
    select
        said,
        period,
        case
            when regexp_full_match(period, '\d{4}') then try_cast(period || '-01-01' as date)
            when regexp_full_match(period, '\d{4}-\d{2}') then try_cast(period || '-01' as date)
            when regexp_full_match(period, '\d{4}-?Q[1-4]')
                then try_cast(left(period, 4) || '-' || lpad(((right(period, 1)::int - 1) * 3 + 1)::text, 2, '0') || '-01' as date)
            when regexp_full_match(period, '\d{4}-\d{2}-\d{2}') then try_cast(period as date)
        end as period_start
    from said_periods
),

spans as (
    select
        said,
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
    *,
    dense_rank() over (order by period_start, period_end) - 1 as moment
from spans
