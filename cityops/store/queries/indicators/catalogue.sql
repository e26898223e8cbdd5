-- One row per indicator, of all frameworks and the city's own.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, framework text, code text, theme_en text, theme_zh text,
--          name_en text, name_zh text, name_zh_source text, definition_en text, definition_zh text,
--          unit_en text, unit_zh text, direction smallint, kind text, purpose text, source text,
--          licence text, is_verified boolean, verification_note text, decimals smallint,
--          cadence_months smallint, city_value text, weight_indicator_id text, hard_low double,
--          hard_high double, owner text, is_illustrative boolean
-- unit     hard_low and hard_high are in the indicator's own unit
-- order    framework, id

select
    id,
    version,
    framework,
    code,
    theme_en,
    theme_zh,
    name_en,
    name_zh,
    name_zh_source,
    definition_en,
    definition_zh,
    unit_en,
    unit_zh,
    direction,
    kind,
    purpose,
    source,
    licence,
    is_verified,
    verification_note,
    decimals,
    cadence_months,
    city_value,
    weight_indicator_id,
    hard_low,
    hard_high,
    owner,
    is_illustrative
from indicators
where known_from <= $known and known_to > $known and not is_deleted
order by framework, id
