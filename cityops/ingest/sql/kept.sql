-- Leave lines out of a long table: what is left of its rows and subjects.
--
-- params   none
-- reads    checked, dropped
-- writes   lines, checked, subjects
create table kept as
select *
from checked
where
    line not in (
        select line
        from dropped
    );
create or replace view checked as
select *
from kept;
create or replace view lines as
select line
from kept;
create or replace table subjects as
select distinct
    indicator_id,
    area_id,
    dimensions,
    scenario
from kept
