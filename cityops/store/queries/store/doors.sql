-- The settings that decide who may read without a role of their own: cityops/access/doors.py.
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
where known_from <= $known and known_to > $known and not is_deleted and id like 'access.%'
order by id
