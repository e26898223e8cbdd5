-- One row per phone that joined a room.
--
-- params   $room text id of a room
-- columns  member text, group_id text, language text
-- unit     none
-- order    member
select
    member,
    group_id,
    language
from room_members
where room_id = $room
order by member
