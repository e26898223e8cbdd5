-- One row per outcome of any vision.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, vision_id text, name_en text, name_zh text, weight double,
--          rank smallint, is_illustrative boolean
-- unit     weight is relative to the other outcomes of its vision
-- order    vision_id, rank, id

select
    id,
    version,
    vision_id,
    name_en,
    name_zh,
    weight,
    rank,
    is_illustrative
from outcomes
where known_from <= $known and known_to > $known and not is_deleted
order by vision_id, rank, id
