-- 0003: visions, their outcomes, and targets.
-- Why: a target freezes the value and the source of its baseline, so that a later revision of the data cannot
-- move the start of the way. A target without an outcome is a reference line outside the vision.

create table visions (
    id              text      not null,
    version         integer   not null,
    known_from      timestamp not null,
    known_to        timestamp not null,
    is_deleted      boolean   not null,
    change_number   bigint    not null,
    area_id         text      not null,
    name_en         text,
    name_zh         text,
    is_illustrative boolean   not null,
    primary key (id, version)
);

create table outcomes (
    id              text      not null,
    version         integer   not null,
    known_from      timestamp not null,
    known_to        timestamp not null,
    is_deleted      boolean   not null,
    change_number   bigint    not null,
    vision_id       text      not null,
    name_en         text,
    name_zh         text,
    weight          double precision not null check (weight >= 0),
    rank            smallint  not null,  -- place on the screen, from 1
    is_illustrative boolean   not null,
    primary key (id, version)
);

create table targets (
    id              text      not null,
    version         integer   not null,
    known_from      timestamp not null,
    known_to        timestamp not null,
    is_deleted      boolean   not null,
    change_number   bigint    not null,
    indicator_id    text      not null,
    area_id         text      not null,
    outcome_id      text,                -- null: a reference line, outside the vision
    weight          double precision not null check (weight >= 0),
    kind            text      not null check (kind in ('reach', 'maintain', 'band')),
    target_value    double precision,    -- reach and maintain; in the indicator's unit
    low             double precision,    -- band
    high            double precision,    -- band
    target_date     date,                -- the end of that day
    baseline_label  text      not null,  -- period of the baseline as found; '' if none
    baseline_end    date,                -- exclusive end of the baseline's period
    baseline_value  double precision,    -- frozen
    baseline_source text      not null,  -- frozen: file and line, or the document
    milestones      text      not null,  -- '2027-12-31=51.5;2029-12-31=60'; '' for the straight line
    owner           text      not null,  -- '' while nobody owns it
    source_title    text      not null,
    source_address  text      not null,
    source_year     smallint,
    source_says     text      not null,
    fit             text      not null,  -- how well the indicator matches what the source speaks of
    is_verified     boolean   not null,
    is_illustrative boolean   not null,  -- without a published source
    note_en         text,
    note_zh         text,
    primary key (id, version)
);
