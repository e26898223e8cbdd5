-- Forget the name of a person. What the person did stays, under a number that means nobody.
--
-- params   $name text
update people
set name = null
where name = $name
returning person_id
