-- The state of migrations, for the processes of many machines. All of it lives in one schema: the connection's own.

-- Where the history is; whoever writes locks this row first, so that records are numbered without gaps and become
-- visible in the order of their numbers.
create table switchback_store (
    one_row  boolean primary key default true check (one_row),
    format   integer not null, -- rises when those who do not know a later script must not trust the tables any more
    sequence bigint  not null,
    hash     bytea   not null
);
insert into switchback_store (format, sequence, hash) values (1, 0, '\x0000000000000000000000000000000000000000000000000000000000000000');

-- The truth. "record" is kept letter by letter, for "hash" is the SHA-256 of "prev" and it.
create table switchback_history (
    sequence    bigint      primary key,
    change_id   uuid        not null unique,
    at          timestamptz not null,
    type        text        not null,
    migration   text        not null,
    strategy    text,
    observation boolean     not null,
    record      json        not null,
    prev        bytea       not null,
    hash        bytea       not null
);
create index switchback_history_by_migration on switchback_history (migration, sequence desc) where not observation;
create index switchback_history_by_type on switchback_history (type, migration, sequence desc);
create index switchback_history_by_time on switchback_history (at, sequence);

create function switchback_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'switchback_history is only appended to (%)', tg_op using errcode = 'restrict_violation';
end
$$;
create trigger switchback_history_rows before update or delete on switchback_history
    for each row execute function switchback_append_only();
create trigger switchback_history_table before truncate on switchback_history
    for each statement execute function switchback_append_only();

-- What follows from it: the present state of each migration.
create table switchback_migration (
    name       text        primary key,
    generation bigint      not null,
    sequence   bigint      not null,
    changed_at timestamptz not null,
    sections   json        not null
);

-- What each process says of itself, about twice a second; "seen_at" is by the server's clock.
create table switchback_node (
    node    text        primary key,
    seen_at timestamptz not null,
    report  json        not null
) with (fillfactor = 50);

-- Who had last what only one may have; "term" rises with every other holder. Having it is an advisory lock, which ends
-- with the holder's connection.
create table switchback_lease (
    name     text        primary key,
    holder   text        not null,
    term     bigint      not null,
    taken_at timestamptz not null
);
