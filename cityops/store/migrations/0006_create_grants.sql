-- 0006: which role somebody has who signs in at the city's own provider; and a name for those who were erased.
-- Why: a provider says who somebody is, and the city says what that person may do here. A name that was erased is
-- followed by a pseudonym from now on, so that the history still tells two people apart.

create table grants (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    claim         text      not null,  -- what the provider names: 'email', 'groups', ...
    claim_value   text      not null,  -- lower case; of 'email' an address, or '@' and a domain
    role          text      not null,
    primary key (id, version)
);

update people
set name = 'erased person ' || (
    select count(*) from people as other where other.name is null and other.person_id <= people.person_id
)
where name is null;
