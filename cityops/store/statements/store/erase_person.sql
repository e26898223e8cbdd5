-- Put a pseudonym in the place of a person's name. What the person did stays, signed by it.
--
-- params   $name text, $instead text
update people
set name = $instead
where name = $name
