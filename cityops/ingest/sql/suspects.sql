-- Whether any row of a long table may break a rule that looks at nothing but the row: asked of subjects and periods,
-- which are few. Only then `doubtful` goes through the rows.
--
-- params   $today date
-- reads    subjects, periods
-- columns  is_suspect boolean
-- order    one row
select
    exists (
        select 1
        from subjects
        where
            area_id is null
            or indicator_id is null
            or numbers < rows
            or low < hard_low
            or high > hard_high
            or (unit <> '' and lower(unit) not in (lower(unit_en), lower(unit_zh)))
            or scenario not in ('actual', 'plan', 'projection')
    )
    or exists (
        select 1
        from periods
        where period_start is null or year(period_start) not between 1800 and 2200 or period_start > $today
    ) as is_suspect
