-- Set the passphrase of a role that has none yet.
--
-- params   $role text, $salt text, $hash text
insert into passphrases (role, salt, hash)
select cast($role as text), cast($salt as text), cast($hash as text)
where not exists (select 1 from passphrases where role = $role)
