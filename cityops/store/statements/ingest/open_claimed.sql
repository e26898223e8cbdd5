-- Open what the newest upload says, where nothing is held now: see `close_replaced`.
--
-- params   $upload_number integer, $moment timestamp UTC, $forever timestamp UTC
insert into observations (
    series_id, period_start, period_end, period_label, value, flag, upload_number, line, known_from, known_to
)
select
    c.series_id,
    c.period_start,
    c.period_end,
    c.period_label,
    c.value,
    c.flag,
    c.upload_number,
    c.line,
    cast($moment as timestamp),
    cast($forever as timestamp)
from claims as c
where
    c.upload_number = $upload_number
    and c.value is not null
    and not exists (
        select 1
        from observations as o
        where
            o.series_id = c.series_id
            and o.period_start = c.period_start
            and o.period_end = c.period_end
            and o.known_to = $forever
    )
