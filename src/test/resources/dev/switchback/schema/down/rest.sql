-- == range partitions
create table m (id bigint generated always as identity, at date not null, v int, primary key (id, at)) partition by range (at);
create table m_2024 partition of m for values from ('2024-01-01') to ('2025-01-01');
create table m_2025 partition of m for values from ('2025-01-01') to ('2026-01-01');
create table m_rest partition of m default;
create index m_v on m (v);
insert into m (at, v) values ('2024-05-05', 1), ('2025-05-05', 2), ('1999-01-01', 3);
-- up
create table m_2026 partition of m for values from ('2026-01-01') to ('2027-01-01');

alter table m detach partition m_2024;

drop table m_2025;

alter table m add column extra text default 'e';

create index m_at on m (at, v);
-- expect IDENTICAL LOST

-- == list and hash partitions, in two levels
create table l (region text not null, id int) partition by list (region);
create table l_eu partition of l for values in ('de', 'fr') partition by hash (id);
create table l_eu_0 partition of l_eu for values with (modulus 2, remainder 0);
create table l_eu_1 partition of l_eu for values with (modulus 2, remainder 1);
create unique index l_u on l (region, id);
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tr before insert on l for each row execute function f();
insert into l values ('de', 1);
-- up
create table l_us partition of l for values in ('us');

drop index l_u;

drop trigger tr on l;

alter table l add constraint l_ck check (id > 0);

alter table l_eu rename to l_europe;
-- expect IDENTICAL NONE_AFFECTED

-- == a partitioned table is dropped
create table m (id int, at date not null, primary key (id, at)) partition by range (at);
create table m_1 partition of m for values from ('2024-01-01') to ('2025-01-01');
create table other (m_id int, m_at date, foreign key (m_id, m_at) references m (id, at));
comment on table m_1 is 'first';
insert into m values (1, '2024-02-02');
-- up
drop table m cascade;
-- expect IDENTICAL LOST

-- == a plain table becomes a partitioned one
create table e (id int primary key, at date not null);
create index e_at on e (at);
insert into e values (1, '2024-02-02');
-- up
alter table e rename to e_old;

alter table e_old rename constraint e_pkey to e_old_pkey;

alter index e_at rename to e_old_at;

create table e (id int, at date not null, constraint e_pkey primary key (id, at)) partition by range (at);

create table e_all partition of e default;

insert into e select * from e_old;

create index e_at on e (at);
-- expect IDENTICAL UNKNOWN

-- == default privileges
create role reader_of_tests;
alter default privileges grant select on tables to reader_of_tests;
create schema app;
alter default privileges in schema app grant execute on functions to reader_of_tests with grant option;
-- up
alter default privileges revoke select on tables from reader_of_tests;

alter default privileges revoke execute on functions from public;

alter default privileges in schema app revoke all on functions from reader_of_tests;

alter default privileges in schema app grant usage on sequences to reader_of_tests;

create table app.t (id serial);

grant all on all tables in schema app to reader_of_tests;
-- expect IDENTICAL NONE_AFFECTED

-- == grants on everything
create role reader_of_tests;
create role "Odd Role";
create schema app;
create sequence s;
create type mood as enum ('a');
create function f() returns int language sql as 'select 1';
create view v as select 1 as x;
create domain d as int;
grant usage on schema app to reader_of_tests;
grant usage, select on sequence s to "Odd Role";
grant select on v to reader_of_tests, "Odd Role";
-- up
revoke usage on schema app from reader_of_tests;

grant create on schema app to "Odd Role";

revoke all on sequence s from "Odd Role";

revoke usage on type mood from public;

revoke execute on function f() from public;

grant execute on function f() to "Odd Role" with grant option;

revoke select on v from reader_of_tests;

revoke usage on domain d from public;
-- expect IDENTICAL NONE_AFFECTED

-- == owners
create role reader_of_tests;
create table t (id serial, a int);
create view v as select a from t;
create function f() returns int language sql as 'select 1';
create type mood as enum ('a');
-- up
alter table t owner to reader_of_tests;

alter view v owner to reader_of_tests;

alter function f() owner to reader_of_tests;

alter type mood owner to reader_of_tests;

create schema mine authorization reader_of_tests;
-- expect IDENTICAL NONE_AFFECTED

-- == comments on everything
create table t (id int primary key, a text);
create index i on t (a);
create view v as select a from t;
create function f(a int) returns int language sql as 'select a';
create type mood as enum ('x');
create schema app;
comment on table t is 'was';
comment on schema app is 'was';
comment on schema public is 'was public';
-- up
comment on table t is 'it''s now';

comment on column t.a is 'col \n';

comment on constraint t_pkey on t is 'key';

comment on index i is 'idx';

comment on view v is 'view';

comment on function f(int) is 'fun';

comment on type mood is 'mood';

comment on schema app is null;

comment on schema public is 'changed';
-- expect IDENTICAL NONE_AFFECTED

-- == extensions come and go
create extension if not exists citext;
create table t (id int, mail citext unique);
insert into t values (1, 'A@b');
-- up
alter table t alter column mail type text;

drop extension citext;

create schema ext;

create extension pg_trgm schema ext;

create index t_trgm on t using gin (mail ext.gin_trgm_ops);
-- expect IDENTICAL LOST

-- == an extension is dropped with all that used it
create extension hstore;
create table t (id int, h hstore default ''::hstore, x int);
create index t_h on t using gin (h);
insert into t values (1);
-- up
drop extension hstore cascade;
-- expect EQUIVALENT LOST

-- == event triggers
create function e() returns event_trigger language plpgsql as 'begin end';
create event trigger one on ddl_command_start when tag in ('CREATE AGGREGATE') execute function e();
alter event trigger one disable;
-- up
drop event trigger one;

create event trigger two on sql_drop execute function e();
-- expect IDENTICAL NONE_AFFECTED

-- == publications
create table a (id int primary key, x text, y int);
create table b (id int primary key);
create schema app;
create publication p1 for table a (id, x) where (id > 5), b with (publish = 'insert, update');
create publication p2 for all tables;
create publication p3 for tables in schema app;
-- up
alter publication p1 drop table b;

drop publication p2;

alter publication p3 rename to p4;

create publication p5 for table b;
-- expect IDENTICAL NONE_AFFECTED

-- == foreign data
create foreign data wrapper w options (debug 'true');
create server s type 'x' version '1' foreign data wrapper w options (host 'a', port '1');
create foreign table ft (id int options (column_name 'i') not null, a text default 'x') server s options (tab 't');
create user mapping for public server s;
comment on server s is 'far';
-- up
alter server s options (set host 'b', drop port, add db 'd');

alter foreign table ft add column b int;

alter foreign table ft options (set tab 'u');

alter foreign table ft alter column id options (drop column_name);

create server s2 foreign data wrapper w;

create foreign table ft2 (id int) server s2;
-- expect IDENTICAL NONE_AFFECTED

-- == rows only
create table t (id int primary key, a text);
insert into t values (1, 'x');
-- up
insert into t values (2, 'y');
-- expect IDENTICAL UNKNOWN

-- == rows are written over
create table t (id int primary key, a text);
create table u (id int);
insert into t values (1, 'x');
-- up
update only public.t as q set a = 'z' where q.id in (select id from u);

with gone as (delete from u returning id) select * from gone;
-- expect IDENTICAL LOST

-- == an anonymous block
create table t (id int primary key, a text);
insert into t values (1, 'x');
-- up
do $$ declare r record; begin
  for r in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table %I add column added int', r.tablename);
  end loop;
end $$;
-- expect IDENTICAL UNKNOWN

-- == the mapping of seed 003
create table git_sessions (id serial primary key, session_type varchar(255) not null, branch_name varchar(255) not null, base_branch varchar(255), metadata jsonb not null default '{}', status text not null);
create index git_sessions_session_type_index on git_sessions (session_type);
create index git_sessions_status_index on git_sessions (status);
create table git_commits (id int primary key, session_id int references git_sessions (id));
insert into git_sessions (session_type, branch_name, status) values ('a', 'b', 'c');
insert into git_commits values (1, 1);
-- up
drop index git_sessions_session_type_index;

alter table git_sessions rename to git_agent_sessions;

alter table git_agent_sessions rename column branch_name to branch;

alter table git_agent_sessions add column agent_id text, add column meta jsonb;

update git_agent_sessions set meta = metadata || jsonb_build_object('session_type', session_type);

alter table git_agent_sessions drop column session_type, drop column base_branch, drop column metadata;

create table git_pending_merges (id serial primary key, session_id int references git_agent_sessions (id));

create index git_agent_sessions_status_index on git_agent_sessions (status);
-- expect EQUIVALENT LOST

-- == a partition is taken out without locks
create table m (id int, at date not null) partition by range (at);
create table m_1 partition of m for values from ('2024-01-01') to ('2025-01-01');
insert into m values (1, '2024-02-02');
-- up no-transaction
alter table m detach partition m_1 concurrently;

create index concurrently m_1_id on m_1 (id);
-- expect IDENTICAL NONE_AFFECTED

-- == a label is added outside of a transaction and used at once
create type mood as enum ('good', 'bad');
create table t (m mood default 'good');
insert into t values ('bad');
-- up no-transaction
alter type mood add value 'ugly';

alter table t alter column m set default 'ugly';
-- expect IDENTICAL NONE_AFFECTED

-- == a label is added outside of a transaction and rows have it
create type mood as enum ('good', 'bad');
create table t (m mood default 'good');
insert into t values ('bad');
-- up no-transaction
alter type mood add value 'ugly';

update t set m = 'ugly';
-- expect DIFFERENT LOST

-- == tenants in schemas of their own
create schema t1;
create schema t2;
create table t1.orders (id serial primary key, total numeric);
create table t2.orders (id serial primary key, total numeric);
insert into t1.orders (total) values (1);
-- up
do $do$ declare tenant text; begin
  foreach tenant in array array['t1', 't2'] loop
    execute format('create table %I.items (id serial primary key, order_id int not null references %I.orders (id) on delete cascade)', tenant, tenant);
    execute format('create index on %I.items (order_id)', tenant);
  end loop;
end $do$;
-- expect IDENTICAL UNKNOWN

-- == audit by triggers and functions
create table t (id int primary key, a text);
create schema audit;
create table audit.log (id bigserial primary key, at timestamptz default now(), row_data jsonb);
insert into t values (1, 'x');
-- up
create function audit.note() returns trigger language plpgsql security definer set search_path = audit as $f$
begin
  insert into audit.log (row_data) values (to_jsonb(new));
  return new;
end $f$;

create trigger note after insert or update on t for each row execute function audit.note();

revoke all on function audit.note() from public;

create index on audit.log using gin (row_data);

alter table audit.log add column who text default current_user;
-- expect IDENTICAL NONE_AFFECTED
