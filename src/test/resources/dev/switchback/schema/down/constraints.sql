-- == add constraints of all sorts
create table a (id int primary key);
create table b (id int, a_id int, n int, during tstzrange, room int);
insert into a values (1);
insert into b values (1, 1, 5, null, 1);
-- up
alter table b add primary key (id);

alter table b add constraint b_a foreign key (a_id) references a (id) on update cascade on delete set null;

alter table b add constraint positive check (n > 0) not valid;

alter table b add unique (a_id, n);

alter table b add constraint no_overlap exclude using gist (during with &&) where (room > 0);
-- expect IDENTICAL NONE_AFFECTED

-- == drop constraints of all sorts
create table a (id int primary key, code text unique nulls not distinct, other int);
create table b (id int primary key, a_id int references a (id) match full on delete restrict deferrable, n int, during tstzrange);
alter table b add constraint positive check (n > 0) no inherit;
alter table b add constraint no_overlap exclude using gist (during with &&) deferrable initially deferred;
alter table b add constraint later check (n < 100) not valid;
alter table a add constraint incl unique (id) include (other);
comment on constraint positive on b is 'more than nothing';
insert into a values (1, 'x', 1);
insert into b values (1, 1, 5, null);
-- up
alter table b drop constraint b_a_id_fkey;

alter table b drop constraint positive, drop constraint no_overlap;

alter table b validate constraint later;

alter table a drop constraint a_code_key;

alter table a drop constraint incl;

alter table b drop constraint b_pkey;
-- expect IDENTICAL NONE_AFFECTED

-- == the primary key becomes another, under foreign keys
create table a (id int primary key, uid uuid not null default gen_random_uuid());
create table b (a_id int references a (id));
create table c (a_id int references a (id));
insert into a values (1);
insert into b values (1);
-- up
alter table a drop constraint a_pkey cascade;

alter table a add primary key (uid);

create unique index a_id on a (id);

alter table b add foreign key (a_id) references a (id) on delete cascade;
-- expect IDENTICAL NONE_AFFECTED

-- == constraints are renamed and changed
create table a (id int primary key, n int constraint few check (n < 10));
create table b (id int references a (id), constraint u unique (id));
insert into a values (1, 2);
-- up
alter table a rename constraint a_pkey to pk_a;

alter table a drop constraint few;

alter table a add constraint few check (n < 20);

alter table b alter constraint b_id_fkey deferrable initially deferred;

alter table b rename constraint u to uu;
-- expect IDENTICAL NONE_AFFECTED

-- == a primary key is made of an index
create table t (id int not null, a int);
create unique index t_id on t (id);
insert into t values (1, 2);
-- up
alter table t add constraint t_pk primary key using index t_id;
-- expect IDENTICAL NONE_AFFECTED

-- == circular foreign keys
create table keep (id int primary key);
-- up
create table x (id int primary key, y_id int);

create table y (id int primary key, x_id int references x (id));

alter table x add foreign key (y_id) references y (id);

create view xy as select x.id from x join y on y.id = x.y_id;
-- expect IDENTICAL NONE_AFFECTED

-- == circular foreign keys are dropped
create table x (id int primary key, y_id int);
create table y (id int primary key, x_id int references x (id));
alter table x add foreign key (y_id) references y (id);
insert into x values (1);
-- up
drop table x, y cascade;
-- expect IDENTICAL LOST

-- == a key with a filter becomes a constraint
create table t (a int, b int, gone timestamptz);
create unique index t_live on t (a) where gone is null;
insert into t values (1, 2), (2, 3);
-- up
drop index t_live;

alter table t add constraint t_live unique (a, b);
-- expect IDENTICAL NONE_AFFECTED

-- == a foreign key that rows no longer fulfil
create table a (id int primary key);
create table b (a_id int references a (id));
insert into a values (1);
insert into b values (1);
-- up
alter table b drop constraint b_a_id_fkey;

delete from a;
-- expect DIFFERENT LOST

-- == a check that was validated, and one that no child has
create table t (a int, b int);
create table child () inherits (t);
alter table t add constraint ck check (a > 0) not valid;
alter table t add constraint own check (b > 0) no inherit;
insert into t values (1, 1);
-- up
alter table t validate constraint ck;

alter table t drop constraint own;

alter table child add constraint child_b check (b < 9);
-- expect IDENTICAL NONE_AFFECTED
