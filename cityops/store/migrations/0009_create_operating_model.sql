-- 0009: the operating model: elements, their statements, levels and evidence, the labels over them, and its modules.
-- Why: a city works with a model in its own words. It comes with the product and is the city's from then on, so that
-- every change has an author and a reason, and an assessment can say which wording was assessed. The product's files
-- fill the tables when a city is founded, or when a store with a city is opened that has none yet.

create table model_elements (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    rank          smallint  not null,  -- place on the screen, from 1
    component     text      not null check (component in ('A', 'B', 'C', 'D')),
    grouping      text      not null,  -- within component B: 'strategy', 'services', 'resources'; '' elsewhere
    facet         text      not null check (facet in ('governance', 'services', 'data', 'systems')),
    basis         text      not null check (basis in ('standard', 'lineage', 'own', 'city')),
    is_verified   boolean   not null,  -- whether the title was seen where `basis` says
    clause        text      not null,  -- of GB/T 41150-2021, where its number was seen; '' elsewhere
    title_en      text,
    title_zh      text,
    is_title_zh_official boolean not null,
    purpose_en    text,
    purpose_zh    text,
    question_en   text,                -- for a room that takes the short set: one question an element
    question_zh   text,
    is_active     boolean   not null,  -- false: switched off by the city
    primary key (id, version)
);

create table model_statements (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    rank          smallint  not null,
    element_id    text      not null,
    text_en       text,
    text_zh       text,
    basis         text      not null check (basis in ('standard', 'lineage', 'own', 'city')),
    source        text      not null,  -- key of the label 'source/<key>'; '' for what is not verified, or ours
    module        text      not null,  -- it exists only while this module is on; '' for always
    is_active     boolean   not null,
    primary key (id, version)
);

create table model_levels (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    element_id    text      not null,
    level         smallint  not null check (level between 1 and 5),
    text_en       text,                -- null in both languages until a city has described its own element
    text_zh       text,
    basis         text      not null check (basis in ('standard', 'lineage', 'own', 'city')),
    primary key (id, version)
);

create table model_evidence (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    rank          smallint  not null,
    element_id    text      not null,
    text_en       text,
    text_zh       text,
    basis         text      not null check (basis in ('standard', 'lineage', 'own', 'city')),
    module        text      not null,
    is_active     boolean   not null,
    primary key (id, version)
);

create table model_labels (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    rank          smallint  not null,
    name_en       text,
    name_zh       text,
    about_en      text,
    about_zh      text,
    basis         text      not null,  -- as above; '' for a source
    module        text      not null,
    primary key (id, version)
);

create table model_modules (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    is_on         boolean   not null,
    primary key (id, version)
);
