-- The city's settings; who may read is in store/doors, and what is still being written down, a draft, in store/drafts.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, setting_value text
-- unit     none
-- order    id
select
    id,
    version,
    setting_value
from settings
where
    known_from <= $known and known_to > $known and not is_deleted
    and id not like 'access.%' and id not like 'draft.%'
order by id
