-- The journal's line of one write transaction. No row back: the store does not know the person yet.
--
-- params   $number bigint, $moment timestamp UTC, $name text of a person, $role text, $action text, $reason text
insert into changes (change_number, changed_at, person_id, role, action, reason)
select cast($number as bigint), cast($moment as timestamp), person_id, cast($role as text), cast($action as text), cast($reason as text)
from people
where name = $name
returning change_number
