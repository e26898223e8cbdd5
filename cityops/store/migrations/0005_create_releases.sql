-- 0005: releases: named moments of knowledge.
-- Why: leadership pages, briefings and the command line show what was released, so that a figure does not move under
-- the eyes of a council; analysts see the draft beside it. A release copies nothing: it is a date for the same reads.

create table releases (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    name          text      not null,
    known_at      timestamp not null,  -- UTC; what had been recorded by then is released
    primary key (id, version)
);
