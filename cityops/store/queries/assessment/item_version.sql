-- One version of one question of a wave, as it was.
--
-- params   $id text '<wave>/<item>', $version integer
-- columns  id text, version integer, current text, current_low smallint, current_high smallint, current_votes
--          smallint, current_how text, ambition text, ambition_low smallint, ambition_high smallint, ambition_votes
--          smallint, ambition_how text, confidence text, rationale text, dissent text, owner text
-- unit     levels, 1 to 5
-- order    one row, or none

select
    id,
    version,
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
where id = $id and version = $version
