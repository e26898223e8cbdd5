-- One row per line whose area, indicator, period, dimensions and scenario stand on an earlier line too.
--
-- params   none
-- columns  line bigint, first_line bigint, found text
-- order    line
select line, first_line, area || ', ' || indicator || ', ' || period as found
from (
    select
        *,
        min(line) over (partition by indicator_id, area_id, dimensions, scenario, period_start, period_end) as first_line
    from checked
    where area_id is not null and indicator_id is not null and period_start is not null
)
where line > first_line
order by line
