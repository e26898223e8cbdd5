-- How many values are held of each series that an upload speaks of.
--
-- params   $upload_number integer, $moment timestamp UTC
-- columns  series_id integer, points bigint
-- unit     points
-- order    series_id
select
    series_id,
    count(*) as points
from observations
where known_to > $moment and series_id in (select series_id from claims where upload_number = $upload_number)
group by series_id
order by series_id
