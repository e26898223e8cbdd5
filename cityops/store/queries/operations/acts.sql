-- One row per write transaction, newest first: who did what, in which role and why. That votes came in is left out:
-- it says nothing, hundreds of times.
--
-- params   $most bigint
-- columns  change_number bigint, changed_at timestamp, person text, role text, action text, reason text
-- unit     none
-- order    change_number, newest first
-- misses   person is null once the person asked to be forgotten
select
    c.change_number,
    c.changed_at,
    p.name as person,
    c.role,
    c.action,
    c.reason
from changes as c
left join people as p on p.person_id = c.person_id
where c.action <> 'take_votes'
order by c.change_number desc
limit $most
