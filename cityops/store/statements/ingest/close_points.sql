-- Close the points of one indicator that are named by their place.
--
-- params   $indicator_id text, $points text: '12 2020-01-01 2021-01-01;...', series and period,
--          $moment timestamp UTC, $forever timestamp UTC
update observations
set known_to = $moment
where
    known_to = $forever
    and series_id in (select series_id from series where indicator_id = $indicator_id)
    and concat_ws(' ', cast(series_id as text), cast(period_start as text), cast(period_end as text))
    in (select unnest(string_to_array(cast($points as text), ';')))
