-- One row per derived indicator of the catalogue, with its formula.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, formula text
-- unit     none
-- order    id
select
    f.id,
    f.version,
    f.formula
from formulas as f
join indicators as i on i.id = f.id and i.known_from <= $known and i.known_to > $known and not i.is_deleted
where f.known_from <= $known and f.known_to > $known and not f.is_deleted
order by f.id
