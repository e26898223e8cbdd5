-- One row per release, newest first, with who released it.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, name text, known_at timestamp, person text
-- unit     none
-- order    known_at, newest first
-- misses   person is null once the person asked to be forgotten
select
    r.id,
    r.version,
    r.name,
    r.known_at,
    p.name as person
from releases as r
join changes as c on c.change_number = r.change_number
left join people as p on p.person_id = c.person_id
where r.known_from <= $known and r.known_to > $known and not r.is_deleted
order by r.known_at desc
