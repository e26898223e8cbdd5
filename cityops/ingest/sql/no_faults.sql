-- What `faults` makes of a table in which there are none; most tables are such.
--
-- params   none
-- writes   faults: line bigint, role text, position integer, found text, code text, detail text
create or replace table faults (line bigint, role text, position integer, found text, code text, detail text)
