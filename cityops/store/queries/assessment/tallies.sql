-- One row per round of votes on a question of a wave, groups under three merged.
--
-- params   $wave text id of a wave, $known timestamp UTC
-- columns  id text, version integer, wave_id text, item_id text, aspect text, ballot integer, counts text, moved
--          text, tokens smallint, heads smallint
-- unit     heads; phones in moved and tokens
-- order    item_id, aspect, ballot

select
    id,
    version,
    wave_id,
    item_id,
    aspect,
    ballot,
    counts,
    moved,
    tokens,
    heads
from wave_tallies
where wave_id = $wave and known_from <= $known and known_to > $known and not is_deleted
order by item_id, aspect, ballot
