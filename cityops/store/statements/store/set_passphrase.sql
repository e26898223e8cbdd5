-- Set the passphrase of a role; an earlier one opens nothing any more.
--
-- params   $role text, $salt text, $hash text
insert into passphrases (role, salt, hash)
values ($role, $salt, $hash)
on conflict (role) do update set salt = excluded.salt, hash = excluded.hash
