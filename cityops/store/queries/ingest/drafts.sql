-- One row per upload that is not written yet, newest first, with who said something last and when.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, file_name text, sha256 text, content text, person text, changed_at timestamp
-- unit     none
-- order    changed_at, newest first
select
    d.id,
    d.version,
    d.file_name,
    d.sha256,
    d.content,
    p.name as person,
    c.changed_at
from import_drafts as d
join changes as c on c.change_number = d.change_number
join people as p on p.person_id = c.person_id
where d.known_from <= $known and d.known_to > $known and not d.is_deleted
order by c.changed_at desc, d.id
