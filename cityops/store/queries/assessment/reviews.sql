-- One row per review of a wave.
--
-- params   $wave text id of a wave, $known timestamp UTC
-- columns  id text, version integer, wave_id text, held_on date, reviewer text, organisation text, is_independent
--          boolean, finding text
-- unit     none
-- order    held_on, id

select
    id,
    version,
    wave_id,
    held_on,
    reviewer,
    organisation,
    is_independent,
    finding
from wave_reviews
where wave_id = $wave and known_from <= $known and known_to > $known and not is_deleted
order by held_on, id
