-- 0004: commentary: what a person makes of an indicator at a reporting date.
-- Why: a number does not say what lies behind it, what works and what comes next. Dated and signed: the change that
-- wrote the row names the person.

create table commentaries (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    indicator_id  text      not null,
    area_id       text      not null,
    on_date       date      not null,  -- reporting date that it speaks of
    language      text      not null check (language in ('en', 'zh')),
    story         text      not null,  -- what lies behind the number
    works         text      not null,  -- what helps; '' if nothing is said
    next_steps    text      not null,  -- what comes next; '' if nothing is said
    primary key (id, version)
);
