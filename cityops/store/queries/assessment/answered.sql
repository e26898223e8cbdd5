-- One row per wave in which an element has an answer or an ambition.
--
-- params   $known timestamp UTC
-- columns  wave_id text
-- unit     none
-- order    wave_id
select distinct wave_id
from wave_items
where
    item_id = element_id and (current <> '' or ambition <> '')
    and known_from <= $known and known_to > $known and not is_deleted
order by wave_id
