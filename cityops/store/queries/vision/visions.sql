-- One row per vision.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, area_id text, name_en text, name_zh text, is_illustrative boolean
-- unit     none
-- order    id

select
    id,
    version,
    area_id,
    name_en,
    name_zh,
    is_illustrative
from visions
where known_from <= $known and known_to > $known and not is_deleted
order by id
