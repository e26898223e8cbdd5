-- One row per upload, newest first, with who did it and when.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, upload_number integer, state text, file_name text, sha256 text, mode text,
--          rows_read integer, rows_new integer, rows_changed integer, rows_same integer, is_illustrative boolean,
--          origin text, person text, reason text, uploaded_at timestamp
-- unit     rows
-- order    upload_number, newest first
select
    u.id,
    u.version,
    u.upload_number,
    u.state,
    u.file_name,
    u.sha256,
    u.mode,
    u.rows_read,
    u.rows_new,
    u.rows_changed,
    u.rows_same,
    u.is_illustrative,
    u.origin,
    p.name as person,
    c.reason,
    c.changed_at as uploaded_at
from uploads as u
join uploads as first on first.id = u.id and first.version = 1
join changes as c on c.change_number = first.change_number
join people as p on p.person_id = c.person_id
where u.known_from <= $known and u.known_to > $known and not u.is_deleted
order by u.upload_number desc
