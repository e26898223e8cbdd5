-- Enter a person whom the store does not know yet.
--
-- params   $id text, $name text
insert into people (person_id, name)
values ($id, $name)
on conflict (name) do nothing
