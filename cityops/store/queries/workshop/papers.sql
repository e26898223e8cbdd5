-- One row per answer of a tally that was entered by hand for a room, those that were taken back included.
--
-- params   $room text id of a room
-- columns  sheet integer, ballot integer, group_id text, answer text, heads smallint
-- unit     heads
-- order    sheet, group_id, answer
select
    sheet,
    ballot,
    group_id,
    answer,
    heads
from room_papers
where room_id = $room
order by sheet, group_id, answer
