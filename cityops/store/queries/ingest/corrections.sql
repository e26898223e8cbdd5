-- What was corrected or left out in the file of an upload, in order of line, and by whom.
--
-- params   $upload_id text
-- columns  line integer, column_name text, old_text text, new_text text, person text, changed_at timestamp
-- unit     none
-- order    line, column_name
select
    k.line,
    k.column_name,
    k.old_text,
    k.new_text,
    p.name as person,
    c.changed_at
from corrections as k
join changes as c on c.change_number = k.change_number
join people as p on p.person_id = c.person_id
where k.upload_id = $upload_id
order by k.line, k.column_name
