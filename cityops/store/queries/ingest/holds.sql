-- What holds now by the word of one upload: one row per indicator and area.
--
-- params   $upload_number integer
-- columns  indicator_id text, area_id text, points bigint
-- unit     points
-- order    indicator_id, area_id
select
    s.indicator_id,
    s.area_id,
    count(*) as points
from observations as o
join series as s on s.series_id = o.series_id
where o.upload_number = $upload_number and o.known_to > cast('9999-12-30' as timestamp)
group by s.indicator_id, s.area_id
order by s.indicator_id, s.area_id
