-- How many values are held of each series that an upload speaks of.
--
-- params   $upload_number integer, $moment timestamp UTC
-- columns  series_id integer, points bigint
-- unit     points
-- order    series_id
select
    o.series_id,
    count(*) as points
from observations as o
-- Distinct: of ten million claims a join would keep each in memory.
join (select distinct series_id from claims where upload_number = $upload_number) as c on c.series_id = o.series_id
where o.known_to > $moment
group by o.series_id
order by o.series_id
