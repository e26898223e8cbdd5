-- One row per commentary on one indicator in one area, newest first, signed.
--
-- params   $known timestamp UTC, $indicator_id text, $area_id text
-- columns  id text, version integer, on_date date, language text, story text, works text, next_steps text,
--          person text, written_at timestamp
-- unit     none
-- order    on_date, newest first, then written_at, newest first
select
    t.id,
    t.version,
    t.on_date,
    t.language,
    t.story,
    t.works,
    t.next_steps,
    p.name as person,
    c.changed_at as written_at
from commentaries as t
join changes as c on c.change_number = t.change_number
join people as p on p.person_id = c.person_id
where
    t.known_from <= $known
    and t.known_to > $known
    and not t.is_deleted
    and t.indicator_id = $indicator_id
    and t.area_id = $area_id
order by t.on_date desc, c.changed_at desc
