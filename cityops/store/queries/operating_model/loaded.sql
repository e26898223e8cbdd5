-- When the model came into the store: one row; null where there is none yet.
--
-- params   none
-- columns  loaded_at timestamp
-- unit     UTC
-- order    one row

select min(known_from) as loaded_at from model_elements
