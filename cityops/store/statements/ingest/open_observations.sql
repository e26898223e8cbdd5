-- Open what the newest live claims of the points that an upload touches say, where nothing is held now.
--
-- params   $upload_number integer, $moment timestamp UTC, $forever timestamp UTC
with touched as (
    select distinct
        series_id,
        period_start,
        period_end
    from claims
    where upload_number = $upload_number
),

live as (
    select upload_number
    from uploads
    where state = 'live' and known_to = $forever and not is_deleted
),

ranked as (
    select
        c.*,
        row_number() over (
            partition by c.series_id, c.period_start, c.period_end
            order by c.upload_number desc, c.line desc
        ) as place
    from claims as c
    join touched as t
        on t.series_id = c.series_id and t.period_start = c.period_start and t.period_end = c.period_end
    where c.upload_number in (select upload_number from live)
),

winners as (
    select *
    from ranked
    where place = 1 and value is not null
)

insert into observations (
    series_id, period_start, period_end, period_label, value, flag, upload_number, line, known_from, known_to
)
select
    w.series_id,
    w.period_start,
    w.period_end,
    w.period_label,
    w.value,
    w.flag,
    w.upload_number,
    w.line,
    cast($moment as timestamp),
    cast($forever as timestamp)
from winners as w
where not exists (
    select 1
    from observations as o
    where
        o.series_id = w.series_id
        and o.period_start = w.period_start
        and o.period_end = w.period_end
        and o.known_to = $forever
)
order by w.series_id, w.period_start
