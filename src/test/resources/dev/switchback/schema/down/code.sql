-- == functions are replaced, overloaded and dropped
create function f(a int, b text default 'x', variadic c int[] default '{}') returns text language sql stable strict parallel safe cost 7 set search_path = public as $f$ select 'a;b' || $1 $f$;
create function f(a text) returns text language plpgsql as $$ begin return a || ';'; /* it's */ end $$;
create procedure p(inout a int) language plpgsql as 'begin a := a + 1; end';
create function tab() returns table (a int, b text) language sql as $$ select 1, 'x' $$;
comment on function f(text) is 'a text';
revoke all on function f(text) from public;
-- up
create or replace function f(a text) returns text language plpgsql as $$ begin return a; end $$;

drop function f(int, text, int[]);

create function f(a bigint, out b int, out c int) language sql as 'select 1, 2';

drop procedure p;

drop function tab();

create function tab() returns table (a int, b text, c int) language sql as $$ select 1, 'x', 3 $$;

grant execute on function f(text) to public;
-- expect IDENTICAL NONE_AFFECTED

-- == a function under a default, a check, an index and a view changes its type
create function code(a int) returns text language sql immutable as $$ select 'c' || a $$;
create table t (id int primary key, c text default code(1), constraint coded check (code(id) <> 'x'));
create index t_code on t (code(id));
create view v as select code(id) as code from t;
insert into t values (1);
-- up
drop view v;

drop index t_code;

alter table t alter column c drop default;

alter table t drop constraint coded;

drop function code(int);

create function code(a int) returns varchar language sql immutable as $$ select 'd' || a $$;

create view v as select code(id) as code, id from t;
-- expect IDENTICAL NONE_AFFECTED

-- == bodies of standard SQL
create table t (id int primary key, a text);
create function names() returns setof text begin atomic select a from t order by case when id > 0 then 1 else 2 end; select a || ';' from t; end;
create function one(x int) returns int return x + 1;
insert into t values (1, 'x');
-- up
drop function names();

create or replace function one(x int) returns int return x + 2;

create function two() returns int begin atomic select count(*)::int from t; end;

alter table t rename column a to b;
-- expect IDENTICAL NONE_AFFECTED

-- == triggers
create table t (id int primary key, a text);
create view v as select id, a from t;
create function f() returns trigger language plpgsql as 'begin return new; end';
create function g() returns trigger language plpgsql as 'begin return null; end';
create trigger t1 before insert or update of a on t for each row execute function f();
create trigger t2 after update on t referencing old table as was new table as now for each statement execute function g();
create constraint trigger t3 after insert on t deferrable initially deferred for each row execute function g();
create trigger t4 instead of insert on v for each row execute function f();
create trigger t5 after delete on t for each row execute function g();
alter table t disable trigger t5;
alter table t enable always trigger t1;
comment on trigger t1 on t is 'one';
insert into t values (1, 'x');
-- up
drop trigger t1 on t;

drop trigger t2 on t;

alter table t disable trigger t3;

drop trigger t4 on v;

alter table t enable trigger t5;

alter trigger t5 on t rename to t6;

create trigger t7 before truncate on t for each statement execute function g();
-- expect IDENTICAL NONE_AFFECTED

-- == rules
create table t (id int, a text);
create table log (id int);
create view v as select id, a from t;
create rule r1 as on insert to t do also (insert into log values (new.id); notify changed);
create rule r2 as on update to v do instead update t set a = new.a where id = old.id;
-- up
drop rule r1 on t;

alter rule r2 on v rename to r3;

create rule r4 as on delete to v do instead nothing;
-- expect IDENTICAL NONE_AFFECTED

-- == views on views
create table t (id int, a text, b text);
create view v1 as select id, a from t;
create view v2 (x, y) as select id, a from v1;
create view v3 with (security_barrier = true, check_option = local) as select x from v2 where x > 0;
comment on view v2 is 'two';
comment on column v2.x is 'x';
grant select on v2 to public;
alter view v1 alter column a set default 'd';
create materialized view m1 as select x, count(*) as n from v3 group by x with no data;
create materialized view m2 as select n from m1 with no data;
-- up
drop view v1 cascade;

create view v1 as select id, a, b from t;

create view v2 as select id from v1;
-- expect IDENTICAL NONE_AFFECTED

-- == views on views are made anew
create table t (id int, a text, b text);
create view v1 as select id, a from t;
create view v2 (x, y) as select id, a from v1;
create view v3 with (security_barrier = true, check_option = local) as select x from v2 where x > 0;
comment on view v2 is 'two';
comment on column v2.x is 'x';
grant select on v2 to public;
alter view v1 alter column a set default 'd';
create materialized view m1 as select x, count(*) as n from v3 group by x with no data;
create unique index m1_x on m1 (x);
create materialized view m2 as select id from v1;
insert into t values (1, 'x', 'y');
refresh materialized view m2;
-- up
drop view v1 cascade;

create view v1 with (security_invoker = true) as select id, a || b as a, b from t;

create view v2 as select id as x from v1;

create materialized view m1 as select x from v2;
-- expect IDENTICAL NONE_AFFECTED

-- == a view is replaced, renamed, and gets options
create table t (id int, a text);
create view v as select id from t;
create view u as select id from v;
create view w as select a from t;
-- up
create or replace view v as select id, a from t where id > 0;

alter view w rename to ww;

alter view ww set (security_invoker = true);

alter view u rename column id to uid;
-- expect IDENTICAL NONE_AFFECTED

-- == aggregates, operators, casts, collations and text search
create function add_up(a int, b int) returns int language sql immutable strict as 'select a + b';
create function is_close(a int, b int) returns boolean language sql immutable as 'select abs(a - b) < 2';
create type coin as (cents int);
create function to_coin(a int) returns coin language sql immutable as 'select row(a)::coin';
create aggregate total(int) (sfunc = add_up, stype = int, initcond = '0', parallel = safe);
create operator ~~~ (function = is_close, leftarg = int, rightarg = int, commutator = ~~~);
create cast (int as coin) with function to_coin(int) as assignment;
create collation german (locale = 'C');
create text search dictionary plain (template = simple, stopwords = english);
create text search configuration search (parser = default);
alter text search configuration search add mapping for asciiword, word with plain, simple;
comment on aggregate total(int) is 'sum';
-- up
drop aggregate total(int);

drop operator ~~~ (int, int);

drop cast (int as coin);

drop collation german;

drop text search configuration search;

drop text search dictionary plain;

create operator @@@@ (function = is_close, leftarg = int, rightarg = int);

create aggregate total(*) (sfunc = int8inc, stype = int8, initcond = '0');
-- expect IDENTICAL NONE_AFFECTED

-- == an operator class for an index
create function cmp(a int, b int) returns int language sql immutable as 'select case when abs(a) < abs(b) then -1 when abs(a) = abs(b) then 0 else 1 end';
create function lt(a int, b int) returns boolean language sql immutable as 'select abs(a) < abs(b)';
create operator <<# (function = lt, leftarg = int, rightarg = int);
create operator class by_size for type int using btree as operator 1 <<#, function 1 cmp(int, int);
create table t (a int);
create index t_a on t (a by_size);
-- up
drop index t_a;

drop operator class by_size using btree;

drop operator family by_size using btree;
-- expect IDENTICAL NONE_AFFECTED

-- == members of operator families that are in no class
create function less(int, bigint) returns boolean language sql immutable as 'select $1::bigint < $2';
create function ranked(int, bigint) returns int language sql immutable as 'select case when $1 < $2 then -1 else 1 end';
create operator <<# (leftarg = int, rightarg = bigint, function = less);
create operator family one using btree;
create operator family other using btree;
create operator family gone using btree;
alter operator family one using btree add operator 1 <<# (int, bigint), function 1 (int, bigint) ranked(int, bigint);
alter operator family gone using btree add operator 1 <<# (int, bigint);
-- up
alter operator family one using btree drop operator 1 (int, bigint);

alter operator family other using btree add operator 1 <<# (int, bigint), function 1 (int, bigint) ranked(int, bigint);

drop operator family gone using btree;
-- expect IDENTICAL NONE_AFFECTED
