-- One row per room that is open.
--
-- params   $known timestamp UTC
-- columns  code text, id text
-- unit     none
-- order    code
select
    code,
    id
from rooms
where known_from <= $known and known_to > $known and not is_deleted and is_open
order by code
