-- The indicators that an upload speaks of.
--
-- params   $upload_number integer
-- columns  indicator_id text
-- unit     none
-- order    indicator_id
select distinct s.indicator_id
from series as s
where s.series_id in (select series_id from claims where upload_number = $upload_number)
order by s.indicator_id
