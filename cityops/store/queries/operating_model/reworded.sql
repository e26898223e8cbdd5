-- What came with the product and says something else now than it did then: in English, in Chinese, or in both.
--
-- params   $known timestamp UTC
-- columns  id text, is_en boolean, is_zh boolean
-- unit     none
-- order    id

with said as (
    select id, version, known_from, known_to, concat_ws('|', title_en, purpose_en, question_en) as en,
        concat_ws('|', title_zh, purpose_zh, question_zh) as zh
    from model_elements
    where basis <> 'city'
    union all
    select id, version, known_from, known_to, text_en as en, text_zh as zh
    from model_statements
    where basis <> 'city'
    union all
    select id, version, known_from, known_to, text_en as en, text_zh as zh
    from model_levels
    where basis <> 'city'
    union all
    select id, version, known_from, known_to, text_en as en, text_zh as zh
    from model_evidence
    where basis <> 'city'
    union all
    select id, version, known_from, known_to, name_en as en, name_zh as zh
    from model_labels
)

select
    now.id,
    now.en is distinct from first.en as is_en,
    now.zh is distinct from first.zh as is_zh
from said as now
join said as first on first.id = now.id and first.version = 1
where now.known_from <= $known and now.known_to > $known
    and (now.en is distinct from first.en or now.zh is distinct from first.zh)
order by now.id
