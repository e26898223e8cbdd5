-- One row per name of a component, group, facet, step of the scale, purpose, issue or source.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, rank smallint, name_en text, name_zh text, about_en text, about_zh text, basis
--          text, module text
-- unit     none
-- order    rank, id

select
    id,
    version,
    rank,
    name_en,
    name_zh,
    about_en,
    about_zh,
    basis,
    module
from model_labels
where known_from <= $known and known_to > $known and not is_deleted
order by rank, id
