-- One row per area, hierarchy and parent.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, hierarchy text, area_id text, parent_id text
-- unit     none
-- order    hierarchy, parent_id, area_id

select
    id,
    version,
    hierarchy,
    area_id,
    parent_id
from area_parents
where known_from <= $known and known_to > $known and not is_deleted
order by hierarchy, parent_id, area_id
