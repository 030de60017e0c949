-- Large things that are kept beside the migrations, such as samples of requests. They are no part of what is true, so
-- that "format" in switchback_store stays as it is: who does not know this table does without it.
create table switchback_attachment (
    migration text        not null,
    name      text        not null,
    put_at    timestamptz not null,
    content   bytea       not null,
    primary key (migration, name)
);
