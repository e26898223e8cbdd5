-- One row per role that a passphrase opens.
--
-- params   none
-- columns  role text, salt text, hash text
-- unit     none
-- order    role
select
    role,
    salt,
    hash
from passphrases
order by role
