-- == indexes of all sorts
create table t (id int primary key, a text, b jsonb, c tsvector, d int[], e text);
insert into t values (1, 'a', '{}', 'x', '{1}', 'z');
-- up
create index on t (a);

create unique index t_u on t (lower(a), (b ->> 'k')) where e is not null;

create index t_gin on t using gin (b jsonb_path_ops);

create index t_trg on t using gist (c);

create index t_desc on t (a collate "C" desc nulls last, e text_pattern_ops) include (id) with (fillfactor = 60);

create index t_brin on t using brin (id) with (pages_per_range = 4);

create unique index t_nn on t (e) nulls not distinct;

create index t_hash on t using hash (a);
-- expect IDENTICAL NONE_AFFECTED

-- == indexes are dropped, renamed and changed
create table t (id int primary key, a text, b jsonb);
create index i1 on t (a);
create unique index i2 on t (lower(a)) include (id);
create index i3 on t using gin (b);
create index i4 on t ((b -> 'x'));
alter index i4 alter column 1 set statistics 300;
comment on index i3 is 'search';
alter table t cluster on i1;
insert into t values (1, 'a', '{}');
-- up
drop index i1;

drop index i2, i3;

create index i2 on t (a);

alter index i4 rename to i5;
-- expect IDENTICAL NONE_AFFECTED

-- == an index is made without locks
create table t (id int primary key, a int, b int);
create index t_b on t (b);
insert into t values (1, 2, 3);
-- up no-transaction
create index concurrently t_a on t (a);

drop index concurrently t_b;

create unique index concurrently if not exists t_ab on t (a, b);
-- expect IDENTICAL NONE_AFFECTED

-- == an index on a function
create function f(a text) returns text language sql immutable as 'select lower(a)';
create table t (a text);
create index t_f on t (f(a));
insert into t values ('A');
-- up
drop index t_f;

drop function f(text);
-- expect IDENTICAL NONE_AFFECTED

-- == extended statistics
create table t (a int, b int, c int);
create statistics s1 (dependencies) on a, b from t;
alter statistics s1 set statistics 200;
comment on statistics s1 is 'ab';
-- up
drop statistics s1;

create statistics s2 on a, c from t;

create statistics s3 (mcv, ndistinct) on (a + b), c from t;
-- expect IDENTICAL NONE_AFFECTED

-- == indexes are replaced without locks
create table t (id int primary key, a int, b text);
create unique index t_a on t (a);
create index t_b on t (b text_pattern_ops);
insert into t values (1, 2, 'x');
-- up no-transaction
create unique index concurrently t_a_new on t (a) include (b);

drop index concurrently t_a;

alter index t_a_new rename to t_a;

drop index concurrently if exists t_b;

alter table t add constraint t_key unique using index t_a;
-- expect IDENTICAL NONE_AFFECTED

-- == storage options of one partition's own
create table p (id int primary key, v text) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
create index p1_own on p1 (lower(v || ' WITH (fillfactor=''9'')')) with (fillfactor = 44, deduplicate_items = off) where v <> ' WITH (x)';
create index whole on p (lower(v || ' WITH (fillfactor=''9'')')) with (fillfactor = 90) where v <> ' WITH (x)';
create index plain on p (v);
alter index p2_v_idx set (fillfactor = 50);
-- up
drop index whole;

alter index p2_v_idx reset (fillfactor);
-- expect IDENTICAL NONE_AFFECTED

-- == storage options, and those of a partitioned index
create table p (id int, v int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create index whole on p (v) with (fillfactor = 90);
create table t (id int, v int);
create index t_v on t (v) where id > 0;
-- up
alter index t_v set (fillfactor = 50);

drop index whole;

create index whole on p (v) with (fillfactor = 80);
-- expect IDENTICAL NONE_AFFECTED
