-- What was said last of a header, and by whom.
--
-- params   $fingerprint text, $known timestamp UTC
-- columns  id text, version integer, file_name text, content text, person text, changed_at timestamp
-- unit     none
-- order    at most one row
select
    m.id,
    m.version,
    m.file_name,
    m.content,
    p.name as person,
    c.changed_at
from mappings as m
join changes as c on c.change_number = m.change_number
join people as p on p.person_id = c.person_id
where m.id = $fingerprint and m.known_from <= $known and m.known_to > $known and not m.is_deleted
