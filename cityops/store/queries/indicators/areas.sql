-- One row per area that exists on $on.
--
-- params   $known timestamp UTC, $on date
-- columns  id text, version integer, code text, name_en text, name_zh text, kind text, valid_from date,
--          valid_to date, predecessors text, boundary text
-- unit     none
-- order    code

select
    id,
    version,
    code,
    name_en,
    name_zh,
    kind,
    valid_from,
    valid_to,
    predecessors,
    boundary
from areas
where known_from <= $known and known_to > $known and not is_deleted and valid_from <= $on and valid_to > $on
order by code
