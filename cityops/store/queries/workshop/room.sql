-- A room by its id, or the open room of a code.
--
-- params   $room text id of a room or '', $code text of an open room or '', $known timestamp UTC
-- columns  id text, version integer, wave_id text, code text, is_open boolean, content text
-- unit     none
-- order    one row, or none
select
    id,
    version,
    wave_id,
    code,
    is_open,
    content
from rooms
where
    known_from <= $known and known_to > $known and not is_deleted and (id = $room or (code = $code and is_open))
