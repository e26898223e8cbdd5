-- The newest live upload of the same bytes, if there is one.
--
-- params   $sha256 text, $upload_number integer: only those before it
-- columns  id text, file_name text, uploaded_at timestamp
-- unit     none
-- order    one row or none
select
    u.id,
    u.file_name,
    f.known_from as uploaded_at
from uploads as u
join uploads as f on f.id = u.id and f.version = 1
where
    u.sha256 = $sha256
    and u.upload_number < $upload_number
    and u.state = 'live'
    and not u.is_deleted
    and u.known_to > cast('9999-12-30' as timestamp)
order by u.upload_number desc
limit 1
