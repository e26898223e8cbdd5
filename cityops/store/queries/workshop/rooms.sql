-- One row per room of a wave, closed ones included.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, wave_id text, code text, is_open boolean, content text
-- unit     none
-- order    id

select
    id,
    version,
    wave_id,
    code,
    is_open,
    content
from rooms
where known_from <= $known and known_to > $known and not is_deleted
order by id
