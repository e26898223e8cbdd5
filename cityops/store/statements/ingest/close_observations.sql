-- Close what an upload touches and the newest live claim no longer says.
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

update observations
set known_to = $moment
where
    known_to = $forever
    and exists (
        select 1
        from touched as t
        where
            t.series_id = observations.series_id
            and t.period_start = observations.period_start
            and t.period_end = observations.period_end
    )
    and not exists (
        select 1
        from winners as w
        where
            w.series_id = observations.series_id
            and w.period_start = observations.period_start
            and w.period_end = observations.period_end
            and w.value = observations.value
            and w.flag = observations.flag
            and observations.upload_number in (select upload_number from live)
    )
