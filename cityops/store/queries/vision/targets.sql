-- One row per target, those outside the vision included.
--
-- params   $known timestamp UTC
-- columns  id text, version integer, indicator_id text, area_id text, outcome_id text, weight double,
--          kind text, target_value double, low double, high double, target_date date,
--          baseline_label text, baseline_end date, baseline_value double, baseline_source text,
--          milestones text, owner text, source_title text, source_address text, source_year smallint,
--          source_says text, fit text, is_verified boolean, is_illustrative boolean, note_en text,
--          note_zh text
-- unit     values are in the indicator's own unit; weight is relative within the outcome
-- order    indicator_id, area_id, target_date, id
-- misses   outcome_id is null for a reference line

select
    id,
    version,
    indicator_id,
    area_id,
    outcome_id,
    weight,
    kind,
    target_value,
    low,
    high,
    target_date,
    baseline_label,
    baseline_end,
    baseline_value,
    baseline_source,
    milestones,
    owner,
    source_title,
    source_address,
    source_year,
    source_says,
    fit,
    is_verified,
    is_illustrative,
    note_en,
    note_zh
from targets
where known_from <= $known and known_to > $known and not is_deleted
order by indicator_id, area_id, target_date, id
