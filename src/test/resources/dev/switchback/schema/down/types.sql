-- == labels are added to an enum
create type mood as enum ('good', 'bad');
create table t (id int, m mood not null default 'good', ms mood[]);
create index t_m on t (m) where m = 'bad';
create view v as select m from t where m <> 'bad';
insert into t values (1, 'good', '{bad}');
-- up
alter type mood add value 'worse';

alter type mood add value 'ok' after 'good';

alter type mood add value if not exists 'best' before 'good';
-- expect IDENTICAL NONE_AFFECTED

-- == a label is renamed
create type mood as enum ('good', 'bad', 'it''s');
create table t (m mood default 'bad', check (m <> 'good'));
insert into t values ('bad');
-- up
alter type mood rename value 'bad' to 'worse';

alter type mood rename value 'it''s' to 'it is';
-- expect IDENTICAL NONE_AFFECTED

-- == an enum is made anew without a label
create type mood as enum ('good', 'bad', 'ugly');
create table t (id int, m mood not null default 'good');
create function f(m mood) returns mood language sql immutable as 'select m';
insert into t values (1, 'bad');
-- up
drop function f(mood);

alter type mood rename to mood_old;

create type mood as enum ('good', 'bad');

alter table t alter column m drop default;

alter table t alter column m type mood using m::text::mood;

alter table t alter column m set default 'good';

drop type mood_old;
-- expect IDENTICAL NONE_AFFECTED

-- == an enum with dependants gets a label
create type state as enum ('new', 'done');
create domain known_state as state check (value is not null);
create type pair as (s state, n int);
create table t (id int primary key, s state default 'new', g text generated always as (case s when 'new' then 'n' else 'd' end) stored, check (s <> 'done' or id > 0));
create unique index t_new on t (id) where s = 'new';
create function next_state(s state default 'new') returns state language sql immutable as $$ select 'done'::state $$;
create view open as select id, s from t where s = 'new';
create view counted as select s, count(*) as n from open group by s;
alter table t enable row level security;
create policy p on t using (s = 'new');
create function f() returns trigger language plpgsql as 'begin return null; end';
create trigger tr after update on t for each row when (old.s = 'new') execute function f();
insert into t values (1, 'done'), (2, 'new');
-- up
alter type state add value 'failed';
-- expect IDENTICAL NONE_AFFECTED

-- == an enum is dropped and a text column takes its place
create type kind as enum ('a', 'b');
create table t (id int, k kind not null default 'a');
insert into t values (1, 'b');
-- up
alter table t alter column k drop default;

alter table t alter column k type text using k::text;

alter table t alter column k set default 'a';

drop type kind;
-- expect IDENTICAL LOST

-- == domains
create domain email as text collate "C" default 'x@y' not null check (value like '%@%');
create domain small as int constraint tiny check (value < 10);
create domain gone as varchar(5);
comment on domain email is 'an address';
comment on constraint tiny on domain small is 'ten';
create table t (e email, s small, g gone);
insert into t values ('a@b', 1, 'x');
-- up
alter domain email drop default, drop not null;
-- expect FAILS

-- == domains are changed
create domain email as text default 'x@y' not null check (value like '%@%');
create domain small as int constraint tiny check (value < 10);
create domain gone as varchar(5);
comment on domain email is 'an address';
comment on constraint tiny on domain small is 'ten';
create table t (e email, s small, g gone);
insert into t values ('a@b', 1, 'x');
-- up
alter domain email drop default;

alter domain email drop not null;

alter domain email rename to mail;

alter domain small drop constraint tiny;

alter domain small add constraint positive check (value > 0) not valid;

alter table t alter column g type text;

drop domain gone;

create domain us_zip as text check (value ~ '^\d{5}$');
-- expect IDENTICAL NONE_AFFECTED

-- == composite types and ranges
create type address as (street text, zip varchar(5), city text);
create type span as range (subtype = float8, subtype_diff = float8mi);
create type unused as (a int, b text);
create table t (id int, s span);
comment on type address is 'where';
comment on column address.zip is 'code';
insert into t values (1, '[1,2)');
-- up
alter type address add attribute country text;

alter type address drop attribute zip;

alter type address rename attribute city to town;

alter type unused alter attribute a type bigint;

alter table t drop column s;

drop type span;

create type r2 as range (subtype = timestamptz, multirange_type_name = r2s);
-- expect IDENTICAL LOST

-- == a composite type in use loses an attribute in the middle
create type address as (street text, zip varchar(5), city text);
create table t (id int, a address);
insert into t values (1, row('s', 'z', 'c'));
-- up
alter type address drop attribute zip;
-- expect DIFFERENT LOST

-- == types are renamed and moved
create schema types;
create type mood as enum ('a', 'b');
create type pair as (x int, y int);
create table t (m mood default 'a', p pair);
create function f(m mood, p pair) returns pair language sql as 'select p';
insert into t values ('b', '(1,2)');
-- up
alter type mood rename to feeling;

alter type pair set schema types;

alter function f(feeling, types.pair) rename to g;
-- expect IDENTICAL NONE_AFFECTED

-- == sequences
create sequence s1 as int start 10 increment 5 minvalue 1 maxvalue 1000 cache 3 cycle;
create sequence s2;
create table t (id int default nextval('s2'), x int);
alter sequence s2 owned by t.x;
create sequence s3;
comment on sequence s1 is 'one';
-- up
alter sequence s1 increment 2 no cycle cache 1 restart 20;

alter sequence s2 owned by none;

alter sequence s3 rename to s4;

create sequence s5 owned by t.id;

alter sequence s1 maxvalue 500;
-- expect IDENTICAL NONE_AFFECTED

-- == attributes of tables that are of the type
create type c as (a int, gone text, kept text);
create table t of c;
insert into t values (1, 'x', 'y');
-- up
alter type c add attribute more int cascade;

alter type c rename attribute kept to other cascade;

alter type c alter attribute a type bigint cascade;
-- expect IDENTICAL NONE_AFFECTED

-- == an attribute goes from tables that are of the type
create type c as (a int, gone text);
create table t of c;
insert into t values (1, 'x');
-- up
alter type c drop attribute gone cascade;
-- expect IDENTICAL LOST

-- == an attribute gives its name to one of another type
create type c as (a int, b text);
create table t (id int, v c);
insert into t values (1, row (1, 'x'));
-- up
alter type c drop attribute b;

alter type c add attribute b date;
-- expect IDENTICAL LOST
