-- One row per module of the model, off or on.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, is_on boolean
-- unit     none
-- order    id

select
    id,
    version,
    is_on
from model_modules
where known_from <= $known and known_to > $known and not is_deleted
order by id
