-- 0007: half-done uploads, what was corrected in a file before it was taken, and what the columns of its kind mean.
-- Why: a lost connection, a reload or a second browser loses no work; a corrected value leads back to what stood in
-- the file, to whoever corrected it, and to the file as it came; a file of a known header is understood at once.

create table import_drafts (
    id            text      not null,
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    file_name     text      not null,
    sha256        text      not null,  -- of the bytes as they came
    content       text      not null,  -- JSON: how it is read, what its columns mean, corrections, reason
    primary key (id, version)
);

create table import_files (
    sha256  text primary key,
    content bytea not null             -- the bytes as they came, gzip; kept while a draft or a correction needs them
);

create table corrections (
    upload_id     text    not null,
    line          integer not null,    -- as a spreadsheet shows it
    column_name   text    not null,    -- header as found; '' for the line as a whole
    old_text      text    not null,
    new_text      text    not null,    -- '' with an empty column_name: the line was left out
    change_number bigint  not null     -- the change in which somebody made it
);

create table upload_findings (
    upload_id text    not null,
    code      text    not null,        -- of the check: 'W-OUTLIER'
    places    integer not null         -- how many cells or lines; whoever wrote the upload accepted them
);

create table mappings (
    id            text      not null,  -- fingerprint of a header
    version       integer   not null,
    known_from    timestamp not null,
    known_to      timestamp not null,
    is_deleted    boolean   not null,
    change_number bigint    not null,
    file_name     text      not null,  -- the file that it was last said of
    content       text      not null,  -- JSON: the tables of a mapping file
    primary key (id, version)
);
