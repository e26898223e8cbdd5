-- One row per piece of evidence of a wave.
--
-- params   $wave text id of a wave, $known timestamp UTC
-- columns  id text, version integer, wave_id text, item_id text, rank smallint, evidence_text text, link text,
--          indicator_id text
-- unit     none
-- order    item_id, rank, id

select
    id,
    version,
    wave_id,
    item_id,
    rank,
    evidence_text,
    link,
    indicator_id
from wave_evidence
where wave_id = $wave and known_from <= $known and known_to > $known and not is_deleted
order by item_id, rank, id
