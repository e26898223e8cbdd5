-- One row per wave.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, area_id text, organisation text, name_en text, name_zh text, domain text,
--          question_set text, state text, held_on date, rule_share double, rule_within smallint, rule_gap smallint,
--          rule_rounds smallint, is_named boolean, is_illustrative boolean
-- unit     none
-- order    held_on, id

select
    id,
    version,
    area_id,
    organisation,
    name_en,
    name_zh,
    domain,
    question_set,
    state,
    held_on,
    rule_share,
    rule_within,
    rule_gap,
    rule_rounds,
    is_named,
    is_illustrative
from waves
where known_from <= $known and known_to > $known and not is_deleted
order by held_on, id
