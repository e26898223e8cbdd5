-- One row per column of values: what its numbers say of their mark, over every row.
--
-- params   none
-- reads    scattered
-- columns  position integer, point bigint, comma bigint, unclear bigint, whole bigint, samples text list
-- order    position
with unflagged as (
    select
        *,
        without_flag(cell) as unflagged
    from scattered
    where not is_none(cell)
),

sized as (
    select
        *,
        magnitude_of(unflagged) as magnitude
    from unflagged
),

cells as (
    select
        position,
        line,
        text_of(cell) as said,
        bare_of(unflagged, magnitude) as bare
    from sized
)

select
    position,
    count(*) filter (says_point(bare)) as point,
    count(*) filter (says_comma(bare)) as comma,
    count(*) filter (is_unclear(bare)) as unclear,
    count(*) filter (regexp_full_match(bare, '[-+]?\d{4,}')) as whole,
    coalesce(arg_min(said, line, 40) filter (regexp_matches(bare, '[.,]')), []) as samples
from cells
group by position
order by position
