-- 0008: where an upload came from, the receipt that a retry gets again, and formulas of derived indicators.
-- Why: a correction by hand is an upload like any other and has to be told from a file. Who sends the same upload
-- again, because an answer was lost, gets the first answer. A derived indicator has no claims of its own: its
-- observations follow from those of others, in the same write, so that every past moment shows what followed then.

alter table uploads add column origin text not null default 'file';  -- or 'correction': one value, by hand

create table receipts (
    request_key text not null primary key,  -- chosen by who asks; the same for every try
    upload_id   text not null,
    sha256      text not null,              -- of the file that the key was first used for
    receipt     text not null               -- JSON, as the first try was answered
);

create table formulas (
    id            text      not null,  -- of the indicator whose values follow
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    formula       text      not null,  -- 'own_a / own_b * 100000': ids, numbers, + - * / and brackets
    primary key (id, version)
);
