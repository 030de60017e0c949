-- == create table
create table customers (id bigserial primary key, name text not null);
insert into customers (name) values ('a'), ('b');
-- up
create table orders (id bigserial primary key, customer_id bigint not null references customers (id), placed timestamptz not null default now());

create index orders_customer on orders (customer_id);
-- expect IDENTICAL NONE_AFFECTED

-- == create table if not exists with its policy, as in the template
create table tenants (id uuid primary key default gen_random_uuid());
insert into tenants default values;
-- up
CREATE TABLE IF NOT EXISTS purchase_orders (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id UUID NOT NULL REFERENCES tenants(id),
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

ALTER TABLE purchase_orders ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON purchase_orders USING (tenant_id = current_setting('app.tenant_id')::UUID);

CREATE INDEX idx_purchase_orders_tenant ON purchase_orders(tenant_id);
-- expect IDENTICAL NONE_AFFECTED

-- == drop table with everything on it
create table a (id serial primary key, note text default 'x', ref int);
create table b (id int primary key, a_id int references a (id) on delete cascade deferrable initially deferred);
create index a_note on a (lower(note)) where ref is not null;
create view v as select a.id, a.note, b.id as b from a left join b on b.a_id = a.id;
create view w as select v.id from v;
create function touched() returns trigger language plpgsql as 'begin return new; end';
create trigger a_touched before update on a for each row when (old.note is distinct from new.note) execute function touched();
comment on table a is 'it''s a "table"';
comment on column a.note is 'a \ note';
insert into a (note) values ('one');
-- up
drop table a cascade;
-- expect IDENTICAL LOST

-- == rename table, column, index and constraint
create table people (id serial primary key, fullname text constraint short check (length(fullname) < 100), boss int references people (id));
create index people_name on people (fullname);
create view names as select p.fullname from people p;
insert into people (fullname) values ('x');
-- up
alter table people rename to persons;

alter table persons rename column fullname to full_name;

alter index people_name rename to persons_name;

alter table persons rename constraint short to quite_short;

alter sequence people_id_seq rename to persons_id_seq;
-- expect IDENTICAL NONE_AFFECTED

-- == swap two columns and two tables
create table t (a int, b text);
create table u (c int);
insert into t values (1, 'x');
-- up
alter table t rename column a to tmp;

alter table t rename column b to a;

alter table t rename column tmp to b;

alter table t rename to tmp;

alter table u rename to t;

alter table tmp rename to u;
-- expect IDENTICAL NONE_AFFECTED

-- == the table in the middle is rewritten by hand
create table log (id int primary key, at timestamp, what text);
create index log_at on log (at);
create table log_part (log_id int references log (id));
insert into log values (1, now(), 'x');
-- up
alter table log rename to log_old;

create table log (id bigint primary key, at timestamptz not null, what text, extra jsonb);

insert into log select id, at, what, null from log_old;

alter table log_part drop constraint log_part_log_id_fkey;

alter table log_part alter column log_id type bigint;

alter table log_part add constraint log_part_log_id_fkey foreign key (log_id) references log (id);

drop table log_old;
-- expect IDENTICAL LOST

-- == unlogged, options, statistics, storage
create table t (a int, b text, c text, d numeric);
insert into t values (1, 'x', 'y', 2);
-- up
alter table t set unlogged;

alter table t set (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);

alter table t alter column b set storage external;

alter table t alter column c set compression pglz;

alter table t alter column a set statistics 500;

alter table t alter column a set (n_distinct = -0.5);
-- expect IDENTICAL NONE_AFFECTED

-- == options are taken away
create unlogged table t (a int primary key, b text compression pglz) with (fillfactor = 50, toast.autovacuum_enabled = false);
create unique index t_a on t (a);
alter table t alter column b set storage external;
alter table t alter column a set statistics 77;
alter table t replica identity using index t_a;
alter table t cluster on t_pkey;
-- up
alter table t set logged;

alter table t reset (fillfactor, toast.autovacuum_enabled);

alter table t alter column b set storage extended;

alter table t alter column b set compression default;

alter table t alter column a set statistics -1;

alter table t replica identity full;

alter table t set without cluster;
-- expect IDENTICAL NONE_AFFECTED

-- == row security is switched on and forced
create table t (a int, owner name);
insert into t values (1, 'x');
-- up
alter table t enable row level security;

alter table t force row level security;

create policy p on t as restrictive for select to public using (a > 0);

create policy q on t for insert with check (owner = current_user);

create policy r on t using (exists (select 1 from t u where u.a = t.a));
-- expect IDENTICAL NONE_AFFECTED

-- == policies are changed, renamed and dropped
create table t (a int, owner name);
alter table t enable row level security;
create policy p on t as restrictive for select to public using (a > 0);
create policy q on t for insert with check (owner = current_user);
create policy r on t for update using (true);
comment on policy q on t is 'own rows';
-- up
alter policy p on t using (a > 1);

drop policy q on t;

alter policy r on t rename to s;

alter table t disable row level security;
-- expect IDENTICAL NONE_AFFECTED

-- == inheritance comes and goes
create table base (id int not null, note text default 'n');
create table child (extra int) inherits (base);
create table other (id int not null, note text default 'n');
insert into child values (1, 'x', 2);
-- up
alter table other inherit base;

alter table base add column more int;

alter table base alter column note set default 'm';

create table third (own text) inherits (base, other);
-- expect IDENTICAL NONE_AFFECTED

-- == a table that inherited stands alone
create table base (id int not null, note text default 'n');
create table child (extra int) inherits (base);
-- up
alter table child no inherit base;
-- expect DIFFERENT NONE_AFFECTED

-- == a schema is created and a table moved there
create table t (id serial primary key, a int);
create index t_a on t (a);
create view v as select a from t;
insert into t (a) values (1);
-- up
create schema archive;

alter table t set schema archive;

comment on schema archive is 'old';
-- expect IDENTICAL NONE_AFFECTED

-- == a schema is renamed and another dropped
create schema one;
create table one.t (id serial primary key);
create schema two;
create function two.f(a int) returns int language sql as 'select a';
create type two.mood as enum ('good', 'bad');
insert into one.t default values;
-- up
alter schema one rename to uno;

drop schema two cascade;
-- expect IDENTICAL NONE_AFFECTED

-- == odd names
create schema "Odd ""Schema""";
create table "Odd ""Schema"""."Select" ("order" int primary key, "a b" text, "é" text, "UPPER" int, "a.b" int);
create index "idx on x" on "Odd ""Schema"""."Select" ("a b");
create table "abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_123456789" (id int);
create table "a on b" (x int constraint "c on d" check (x > 0));
insert into "Odd ""Schema"""."Select" values (1, 'x', 'y', 2, 3);
-- up
alter table "Odd ""Schema"""."Select" rename to "user";

alter table "Odd ""Schema"""."user" rename column "order" to "group""by";

alter table "Odd ""Schema"""."user" drop column "UPPER";

drop index "Odd ""Schema"""."idx on x";

drop table "abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_123456789";

alter table "a on b" drop constraint "c on d";

create table "new ""table""" ("x on y" int primary key, "table" text unique);

create index on "new ""table""" ("table", "x on y");
-- expect EQUIVALENT LOST

-- == create table as, like and temporary tables
create table t (id int primary key, a text not null default 'x', check (id > 0));
insert into t values (1);
-- up
create table copy as select * from t;

create table like_it (like t including all);

create temporary table scratch on commit drop as select 1 as x;

alter table copy add primary key (id);
-- expect IDENTICAL NONE_AFFECTED
