-- Every claim about one indicator in one area, newest period first: down to the line of the file, who and when.
--
-- params   $indicator_id text, $area_id text, $known timestamp UTC
-- columns  period_label text, value double, raw_value text, flag text, dimensions text, scenario text,
--          file_name text, line integer, state text, upload_id text, origin text, reason text, person text,
--          uploaded_at timestamp, corrected_from text
-- unit     value in the indicator's own unit
-- order    period_end, newest first, then upload_number, newest first, then line
-- misses   value is null for a withdrawal; corrected_from where the file says it so itself
select
    c.period_label,
    c.value,
    c.raw_value,
    c.flag,
    s.dimensions,
    s.scenario,
    u.file_name,
    c.line,
    u.state,
    u.id as upload_id,
    u.origin,
    h.reason,
    p.name as person,
    h.changed_at as uploaded_at,
    (
        select min(k.old_text)
        from corrections as k
        where k.upload_id = u.id and k.line = c.line and (k.column_name = '' or k.new_text = c.raw_value)
    ) as corrected_from
from claims as c
join series as s on s.series_id = c.series_id
join uploads as u
    on u.upload_number = c.upload_number and u.known_from <= $known and u.known_to > $known
join uploads as f on f.id = u.id and f.version = 1
join changes as h on h.change_number = f.change_number
join people as p on p.person_id = h.person_id
where s.indicator_id = $indicator_id and s.area_id = $area_id
order by c.period_end desc, c.upload_number desc, c.line
