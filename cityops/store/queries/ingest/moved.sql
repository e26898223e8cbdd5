-- How many points the write of one moment closed and opened.
--
-- params   $moment timestamp UTC
-- columns  closed bigint, opened bigint
-- unit     points
-- order    one row
select
    (select count(*) from observations where known_to = $moment) as closed,
    (select count(*) from observations where known_from = $moment) as opened
