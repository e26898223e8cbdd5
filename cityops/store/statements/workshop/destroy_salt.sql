-- Destroy the salt of a room: no phone can be joined to its votes any more.
--
-- params   $room text id of a room
delete from room_salts
where room_id = $room
