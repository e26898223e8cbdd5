-- One row per element and step of the scale.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, element_id text, level smallint, text_en text, text_zh text, basis text
-- unit     none
-- order    element_id, level, id

select
    id,
    version,
    element_id,
    level,
    text_en,
    text_zh,
    basis
from model_levels
where known_from <= $known and known_to > $known and not is_deleted
order by element_id, level, id
