-- What was changed about an element, or about something of it, newest first; what came with the product is no change.
--
-- params   $element text id of an element, $known timestamp UTC
-- columns  item_id text, table_name text, version integer, text_en text, text_zh text, is_active boolean, module text,
--          changed_at timestamp, person text, role text, reason text
-- unit     none
-- order    changed_at, newest first, item_id

with versions as (
    select id, 'model_elements' as table_name, version, title_en as text_en, title_zh as text_zh, is_active as is_active,
        '' as module, change_number
    from model_elements
    where id = $element and known_from <= $known and (version > 1 or basis = 'city')
    union all
    select id, 'model_statements' as table_name, version, text_en as text_en, text_zh as text_zh, is_active as is_active,
        module as module, change_number
    from model_statements
    where element_id = $element and known_from <= $known and (version > 1 or basis = 'city')
    union all
    select id, 'model_levels' as table_name, version, text_en as text_en, text_zh as text_zh, true as is_active,
        '' as module, change_number
    from model_levels
    where element_id = $element and known_from <= $known and (version > 1 or basis = 'city')
    union all
    select id, 'model_evidence' as table_name, version, text_en as text_en, text_zh as text_zh, is_active as is_active,
        module as module, change_number
    from model_evidence
    where element_id = $element and known_from <= $known and (version > 1 or basis = 'city')
)

select
    v.id as item_id,
    v.table_name,
    v.version,
    v.text_en,
    v.text_zh,
    v.is_active,
    v.module,
    c.changed_at,
    p.name as person,
    c.role,
    c.reason
from versions as v
join changes as c on c.change_number = v.change_number
join people as p on p.person_id = c.person_id
order by c.changed_at desc, v.id
