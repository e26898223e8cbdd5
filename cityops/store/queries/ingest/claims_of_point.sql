-- Every claim that was ever made about one point, newest first, with its file and line, however a file wrote
-- the period: 2020Q1 is 2020-Q1.
--
-- params   $indicator_id text, $area_id text, $period_label text
-- columns  upload_id text, file_name text, state text, line integer, value double, raw_value text, flag text,
--          origin text, reason text, person text, uploaded_at timestamp
-- unit     value in the indicator's own unit
-- order    upload_number, newest first
with periods as (
    select distinct
        period_start,
        period_end
    from claims
    where period_label = $period_label
)

select
    u.id as upload_id,
    u.file_name,
    u.state,
    c.line,
    c.value,
    c.raw_value,
    c.flag,
    u.origin,
    h.reason,
    p.name as person,
    h.changed_at as uploaded_at
from claims as c
join series as s on s.series_id = c.series_id
join uploads as u on u.upload_number = c.upload_number
join uploads as f on f.id = u.id and f.version = 1
join changes as h on h.change_number = f.change_number
join people as p on p.person_id = h.person_id
join periods as d on d.period_start = c.period_start and d.period_end = c.period_end
where
    s.indicator_id = $indicator_id
    and s.area_id = $area_id
    and s.dimensions = ''
    and s.scenario = 'actual'
    and u.known_to > cast('9999-12-30' as timestamp)
order by u.upload_number desc, c.line desc
