-- One row per claim of a sign-in provider that gives a role.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, claim text, claim_value text, role text
-- unit     none
-- order    claim, claim_value
select
    id,
    version,
    claim,
    claim_value,
    role
from grants
where known_from <= $known and known_to > $known and not is_deleted
order by claim, claim_value
