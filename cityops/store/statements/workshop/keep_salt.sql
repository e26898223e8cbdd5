-- Keep the salt of a room while it is open.
--
-- params   $room text id of a room, $salt text
insert into room_salts (room_id, salt)
values ($room, $salt)
