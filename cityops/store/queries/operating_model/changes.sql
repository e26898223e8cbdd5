-- What was changed about an element, or about something of it, newest first; what came with the product is no change.
--
-- params   $element text id of an element, $known timestamp UTC
-- columns  item_id text, table_name text, version integer, text_en text, text_zh text, former_en text,
--          former_zh text, is_active boolean, module text, changed_at timestamp, person text, role text, reason text
-- unit     none; former_*: what the version before said, null in the first
-- order    changed_at, newest first, item_id

with versions as (
    select id, 'model_elements' as table_name, version,
        concat_ws(' · ', title_en, purpose_en, question_en) as text_en,
        concat_ws(' · ', title_zh, purpose_zh, question_zh) as text_zh,
        is_active,
        '' as module, basis, change_number
    from model_elements
    where id = $element and known_from <= $known
    union all
    select id, 'model_statements' as table_name, version, text_en, text_zh, is_active,
        module, basis, change_number
    from model_statements
    where element_id = $element and known_from <= $known
    union all
    select id, 'model_levels' as table_name, version, text_en, text_zh, true as is_active,
        '' as module, basis, change_number
    from model_levels
    where element_id = $element and known_from <= $known
    union all
    select id, 'model_evidence' as table_name, version, text_en, text_zh, is_active,
        module, basis, change_number
    from model_evidence
    where element_id = $element and known_from <= $known
),

with_former as (
    select *,
        lag(text_en) over (partition by id order by version) as former_en,
        lag(text_zh) over (partition by id order by version) as former_zh
    from versions
)

select
    v.id as item_id,
    v.table_name,
    v.version,
    v.text_en,
    v.text_zh,
    v.former_en,
    v.former_zh,
    v.is_active,
    v.module,
    c.changed_at,
    p.name as person,
    c.role,
    c.reason
from with_former as v
join changes as c on c.change_number = v.change_number
join people as p on p.person_id = c.person_id
where v.version > 1 or (v.basis = 'city' and coalesce(v.text_en, v.text_zh) is not null)
order by c.changed_at desc, v.id
