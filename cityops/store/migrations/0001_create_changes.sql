-- 0001: who changed what, when and why; and the people behind it.
-- Why: one journal for all rooms. Every write transaction is one change; every row that it makes points to it,
-- so the history of any row and the audit of the whole city are the same table.
-- Forward only. To undo, write a new file.

create sequence change_numbers start 1;

create table people (
    person_id text primary key,
    name      text unique        -- erasable: null once the person asked for it; no fact hangs on it
);

create table changes (
    change_number bigint    primary key,
    changed_at    timestamp not null,  -- UTC
    person_id     text      not null,
    role          text      not null,  -- as it was then
    action        text      not null,  -- what the writer set out to do: 'import', 'set_target', ...
    reason        text      not null
);

create table settings (
    id            text      not null,  -- key of the setting: 'city', 'reporting_date', ...
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    setting_value text      not null,
    primary key (id, version)
);

create table passphrases (
    role text primary key,
    salt text not null,
    hash text not null           -- scrypt; the passphrase itself is shown once and never kept
);
