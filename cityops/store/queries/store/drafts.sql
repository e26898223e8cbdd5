-- What is being written down before it is the city's: one row a part, as JSON.
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
where known_from <= $known and known_to > $known and not is_deleted and id like 'draft.%'
order by id
