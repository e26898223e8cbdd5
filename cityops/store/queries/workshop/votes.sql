-- One row per phone and ballot of a room, from a ballot on: what it said last. Without a person, a moment or an order.
--
-- params   $room text id of a room, $first integer number of a ballot
-- columns  ballot integer, voter text, vote_key bigint, group_id text, answer text
-- unit     none
-- order    ballot, voter
with ranked as (
    select
        ballot,
        voter,
        vote_key,
        group_id,
        answer,
        row_number() over (partition by ballot, voter order by vote_key desc) as place
    from room_votes
    where room_id = $room and ballot >= $first
)

select
    ballot,
    voter,
    vote_key,
    group_id,
    answer
from ranked
where place = 1
order by ballot, voter
