-- One row per group of stakeholders of a wave.
--
-- params   $wave text id of a wave, $known timestamp UTC
-- columns  id text, version integer, wave_id text, rank smallint, name_en text, name_zh text
-- unit     none
-- order    rank, id

select
    id,
    version,
    wave_id,
    rank,
    name_en,
    name_zh
from wave_groups
where wave_id = $wave and known_from <= $known and known_to > $known and not is_deleted
order by rank, id
