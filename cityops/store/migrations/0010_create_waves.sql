-- 0010: waves, in which a city says where it stands with each element, and the rooms in which it votes on that.
-- Why: what a wave found is a register like any other, with an author and a reason for each change. A vote is none: who
-- voted what must not be found out, so that votes have no person, no moment and no history, and the salt that would
-- join them to a phone is a row of its own that is destroyed when the room closes.

create table waves (
    id             text      not null,
    version        integer   not null,
    known_from     timestamp not null,
    known_to       timestamp not null,
    is_deleted     boolean   not null,
    change_number  bigint    not null,
    area_id        text      not null,  -- of the city or district
    organisation   text      not null,  -- whose work is looked at, where not that of the whole place; '' else
    name_en        text,
    name_zh        text,
    domain         text      not null,  -- '' city-wide; else the silo that is looked at: 'Transport'
    question_set   text      not null check (question_set in ('short', 'long')),
    state          text      not null check (state in ('draft', 'running', 'closed')),
    held_on        date      not null,  -- the day that it stands for
    rule_share     double precision not null,  -- the agreement rule, see assessment/model.py
    rule_within    smallint  not null,
    rule_gap       smallint  not null,
    rule_rounds    smallint  not null,
    is_named       boolean   not null,  -- whether names of people travel in its file
    is_illustrative boolean  not null,
    primary key (id, version)
);

create table wave_items (
    id            text      not null,  -- '<wave>/<item>'
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    wave_id       text      not null,
    item_id       text      not null,  -- of an element, or of a statement of it
    element_id    text      not null,
    rank          smallint  not null,
    title_en      text,                -- the wording that is assessed, as it was
    title_zh      text,
    question_en   text,
    question_zh   text,
    current       text      not null,  -- '' open, '1' to '5', 'unknown', 'not_applicable'
    current_low   smallint,            -- lowest and highest level that was voted for
    current_high  smallint,
    current_votes smallint,
    current_how   text      not null,  -- how it came about: 'rule', 'consensus', 'median', 'decision', 'sheet'; '' open
    ambition      text      not null,
    ambition_low  smallint,
    ambition_high smallint,
    ambition_votes smallint,
    ambition_how  text      not null,
    confidence    text      not null check (confidence in ('', 'low', 'medium', 'high')),
    rationale     text      not null,
    dissent       text      not null,
    owner         text      not null,
    primary key (id, version)
);

create table wave_groups (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    wave_id       text      not null,
    rank          smallint  not null,
    name_en       text,
    name_zh       text,
    primary key (id, version)
);

create table wave_evidence (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    wave_id       text      not null,
    item_id       text      not null,
    rank          smallint  not null,
    evidence_text text      not null,
    link          text      not null,  -- 'https://...'; '' for none
    indicator_id  text      not null,  -- the evidence is this indicator's series; '' for none
    primary key (id, version)
);

create table wave_reviews (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    wave_id       text      not null,
    held_on       date      not null,
    reviewer      text      not null,
    organisation  text      not null,
    is_independent boolean  not null,  -- of whoever ran the wave
    finding       text      not null,
    primary key (id, version)
);

create table wave_tallies (
    id            text      not null,  -- '<wave>/<item>/<aspect>/<room>/<ballot>'
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    wave_id       text      not null,
    item_id       text      not null,
    aspect        text      not null check (aspect in ('current', 'ambition')),
    ballot        integer   not null,  -- rising within the wave's room; rounds are counted by it
    counts        text      not null,  -- JSON: group -> answer -> heads, groups under three merged
    moved         text      not null,  -- JSON: 'before>after' -> phones, against the round before
    tokens        smallint  not null,  -- phones that voted
    heads         smallint,            -- people counted in the hall
    primary key (id, version)
);

create table rooms (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    wave_id       text      not null,
    code          text      not null,
    is_open       boolean   not null,
    content       text      not null,  -- JSON: the state, see workshop/model.py; no vote is in it
    primary key (id, version)
);

create table room_salts (
    room_id text primary key,
    salt    text not null
);

create table room_members (
    room_id   text not null,
    member    text not null,           -- salted hash of a phone's token
    group_id  text not null,           -- '' for none
    language  text not null,
    primary key (room_id, member)
);

create table room_votes (
    room_id   text    not null,
    ballot    integer not null,
    voter     text    not null,        -- salted hash of a phone's token and of what is voted on
    vote_key  bigint  not null,        -- rises with each press on a phone; the highest counts
    group_id  text    not null,
    answer    text    not null,        -- '1' to '5', or 'unknown'
    primary key (room_id, ballot, voter, vote_key)
);

create table room_papers (
    room_id   text     not null,
    sheet     integer  not null,       -- number of the entry in its room; the state says which ones count
    ballot    integer  not null,
    group_id  text     not null,
    answer    text     not null,
    heads     smallint not null,
    primary key (room_id, sheet, group_id, answer)
);
