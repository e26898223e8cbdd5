-- Keep the heads of one answer of a tally that was entered by hand.
--
-- params   $room text id of a room, $sheet integer, $ballot integer, $group_id text, $answer text, $heads integer
insert into room_papers (room_id, sheet, ballot, group_id, answer, heads)
values ($room, $sheet, $ballot, $group_id, $answer, $heads)
