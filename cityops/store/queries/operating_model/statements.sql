-- One row per statement, switched off ones included.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, rank smallint, element_id text, text_en text, text_zh text, basis text, source
--          text, module text, is_active boolean
-- unit     none
-- order    element_id, rank, id

select
    id,
    version,
    rank,
    element_id,
    text_en,
    text_zh,
    basis,
    source,
    module,
    is_active
from model_statements
where known_from <= $known and known_to > $known and not is_deleted
order by element_id, rank, id
