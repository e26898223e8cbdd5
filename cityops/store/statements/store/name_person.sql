-- Enter a person whom the store does not know yet.
--
-- params   $id text, $name text
insert into people (person_id, name)
select cast($id as text), cast($name as text)
where not exists (select 1 from people where name = $name)
