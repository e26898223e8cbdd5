-- The salt of an open room; no row once it was destroyed.
--
-- params   $room text id of a room
-- columns  salt text
-- unit     none
-- order    one row, or none
select salt
from room_salts
where room_id = $room
