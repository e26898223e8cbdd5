-- One row per upload whose file was corrected, or whose warnings somebody accepted.
--
-- params   none
-- columns  upload_id text, corrected bigint, left_out bigint, warned bigint
-- unit     corrections, lines, cells or lines
-- order    upload_id
select
    n.upload_id,
    cast(sum(n.corrected) as bigint) as corrected,
    cast(sum(n.left_out) as bigint) as left_out,
    cast(sum(n.warned) as bigint) as warned
from (
    select
        upload_id,
        case when column_name = '' and new_text = '' then 0 else 1 end as corrected,
        case when column_name = '' and new_text = '' then 1 else 0 end as left_out,
        0 as warned
    from corrections
    union all
    select
        upload_id,
        0,
        0,
        places
    from upload_findings
    where code like 'W-%'
) as n
group by n.upload_id
order by n.upload_id
