-- One row per person who ever wrote, with how often and when last.
--
-- params   none
-- columns  person text, changes bigint, last_at timestamp
-- unit     changes: write transactions
-- order    person
select
    p.name as person,
    count(*) as changes,
    max(c.changed_at) as last_at
from people as p
join changes as c on c.person_id = p.person_id
group by p.name
order by p.name
