-- Close what the newest upload says otherwise, or takes back. Only for an upload that was just written: nothing newer
-- can stand above what it says.
--
-- params   $upload_number integer, $moment timestamp UTC, $forever timestamp UTC
update observations
set known_to = $moment
where
    known_to = $forever
    and exists (
        select 1
        from claims as c
        where
            c.upload_number = $upload_number
            and c.series_id = observations.series_id
            and c.period_start = observations.period_start
            and c.period_end = observations.period_end
            and (c.value is null or c.value <> observations.value or c.flag <> observations.flag)
    )
