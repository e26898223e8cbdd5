-- One row per element of the operating model, switched off ones included.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, rank smallint, component text, grouping text, facet text, basis text,
--          is_verified boolean, clause text, title_en text, title_zh text, is_title_zh_official boolean, purpose_en
--          text, purpose_zh text, question_en text, question_zh text, is_active boolean
-- unit     none
-- order    component, rank, id

select
    id,
    version,
    rank,
    component,
    grouping,
    facet,
    basis,
    is_verified,
    clause,
    title_en,
    title_zh,
    is_title_zh_official,
    purpose_en,
    purpose_zh,
    question_en,
    question_zh,
    is_active
from model_elements
where known_from <= $known and known_to > $known and not is_deleted
order by component, rank, id
