-- One row per question of a wave: an element, or a statement of it.
--
-- params   $wave text id of a wave, $known timestamp UTC
-- columns  id text, version integer, wave_id text, item_id text, element_id text, rank smallint, title_en text,
--          title_zh text, question_en text, question_zh text, current text, current_low smallint, current_high
--          smallint, current_votes smallint, current_how text, ambition text, ambition_low smallint, ambition_high
--          smallint, ambition_votes smallint, ambition_how text, confidence text, rationale text, dissent text,
--          owner text
-- unit     levels, 1 to 5
-- order    rank, id

select
    id,
    version,
    wave_id,
    item_id,
    element_id,
    rank,
    title_en,
    title_zh,
    question_en,
    question_zh,
    current,
    current_low,
    current_high,
    current_votes,
    current_how,
    ambition,
    ambition_low,
    ambition_high,
    ambition_votes,
    ambition_how,
    confidence,
    rationale,
    dissent,
    owner
from wave_items
where wave_id = $wave and known_from <= $known and known_to > $known and not is_deleted
order by rank, id
