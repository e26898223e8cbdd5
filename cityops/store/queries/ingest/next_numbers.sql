-- The numbers that the next upload and its first new series get. Read under the import lock.
--
-- params   none
-- columns  upload_number integer, series_id integer
-- unit     none
-- order    one row
select
    coalesce((select max(upload_number) from uploads), 0) + 1 as upload_number,
    coalesce((select max(series_id) from series), 0) + 1 as series_id
