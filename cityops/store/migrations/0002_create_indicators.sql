-- 0002: areas and their hierarchies, the indicator catalogue, and the facts.
-- Why: one tall table of facts, so that a new framework adds rows, never columns. Claims are what a line of a
-- file said and never change; observations are what follows from the live claims, with the two moments between
-- which each was held to be true, so undo, redo and "what did we know then" are one filter.
-- No primary key on claims and observations: under the import lock it only costs (three times the disk).

create table areas (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    code          text      not null,  -- official code: 'E09000001'
    name_en       text,
    name_zh       text,
    kind          text      not null check (kind in ('city', 'region', 'district', 'community')),
    valid_from    date      not null,
    valid_to      date      not null,  -- exclusive; 9999-12-31 while it stands
    predecessors  text      not null,  -- codes, separated by a space; '' if none
    boundary      text,                -- GeoJSON geometry, WGS84
    primary key (id, version)
);

create table area_parents (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    hierarchy     text      not null,  -- 'administrative', ...
    area_id       text      not null,
    parent_id     text      not null,
    primary key (id, version)
);

create table indicators (
    id                  text      not null,  -- '<framework>_<number>', lower case
    version             integer   not null,
    known_from          timestamp not null,
    known_to            timestamp not null,
    is_deleted          boolean   not null,
    change_number       bigint    not null,
    framework           text      not null,  -- 'ISO 37120:2018', ..., 'own' for the city's own
    code                text      not null,  -- number in its framework
    theme_en            text,
    theme_zh            text,
    name_en             text,
    name_zh             text,
    name_zh_source      text      not null,
    definition_en       text,
    definition_zh       text,
    unit_en             text      not null,
    unit_zh             text      not null,
    direction           smallint  not null check (direction in (-1, 0, 1)),
    kind                text      not null,
    purpose             text      not null,
    source              text      not null,
    licence             text      not null,
    is_verified         boolean   not null,  -- false: its wording was not compared with the framework's own text
    verification_note   text      not null,
    decimals            smallint  not null check (decimals between 0 and 6),
    cadence_months      smallint  not null check (cadence_months > 0),
    city_value          text      not null check (city_value in ('given', 'sum', 'weighted_mean', 'none')),
    weight_indicator_id text,                -- for 'weighted_mean'
    hard_low            double precision,    -- a value below cannot be true
    hard_high           double precision,
    owner               text      not null,  -- '' while nobody owns it
    is_illustrative     boolean   not null,
    primary key (id, version)
);

create table series (
    series_id    integer not null,
    indicator_id text    not null,
    area_id      text    not null,
    dimensions   text    not null,  -- 'sex=female;tenure=rented', names sorted; '' for the total
    scenario     text    not null check (scenario in ('actual', 'plan', 'projection')),
    primary key (series_id)
);

create table uploads (
    id            text      not null,  -- collides with no other machine's
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    upload_number integer   not null,  -- order in this store: the newest live claim counts
    state         text      not null check (state in ('live', 'undone')),
    file_name     text      not null,
    sha256        text      not null,
    mode          text      not null,
    rows_read     integer   not null,
    rows_new      integer   not null,
    rows_changed  integer   not null,
    rows_same     integer   not null,
    is_illustrative boolean not null,
    primary key (id, version)
);

create table claims (
    upload_number integer  not null,
    line          integer  not null,  -- as a spreadsheet shows it
    series_id     integer  not null,
    period_start  date     not null,
    period_end    date     not null,  -- exclusive
    period_label  text     not null,  -- as found
    value         double precision,   -- null: a withdrawal
    flag          text     not null,  -- 'provisional', 'estimated', ...; '' if none
    raw_value     text     not null   -- as found
);

create table observations (
    series_id     integer   not null,
    period_start  date      not null,
    period_end    date      not null,
    period_label  text      not null,
    value         double precision not null,  -- in the indicator's unit
    flag          text      not null,
    upload_number integer   not null,  -- with line: the claim that it rests on
    line          integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null
);
