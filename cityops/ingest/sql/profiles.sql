-- One row per column: what stands in it, counted.
--
-- params   $step integer: every how many-th line is looked at
-- reads    scattered
-- columns  position integer, filled bigint, missing bigint, numbers bigint, integers bigint, years bigint, different bigint,
--          low bigint, high bigint, narrow bigint, wide bigint, samples text list
-- order    position
with unflagged as (
    select
        *,
        without_flag(cell) as unflagged
    from scattered
    where line % $step = 0
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
        is_none(cell) as is_missing,
        bare_of(unflagged, magnitude) as bare
    from sized
),

judged as (
    select
        *,
        said <> '' and not is_missing as is_there,
        regexp_full_match(bare, '-?\d{1,15}') as is_integer
    from cells
)

select
    position,
    count(*) filter (said <> '') as filled,
    count(*) filter (said <> '' and is_missing) as missing,
    count(*) filter (is_there and is_number(bare)) as numbers,
    count(*) filter (is_there and is_integer) as integers,
    count(*) filter (is_there and regexp_full_match(bare, '(18|19|20|21)\d\d')) as years,
    count(distinct said) filter (is_there) as different,
    min(try_cast(bare as bigint)) filter (is_integer) as low,
    max(try_cast(bare as bigint)) filter (is_integer) as high,
    min(length(bare)) filter (is_integer) as narrow,
    max(length(bare)) filter (is_integer) as wide,
    coalesce(arg_min(said, line, 40) filter (is_there), []) as samples
from judged
group by position
order by position
