with since as (select age(?::xid) as age)
select 'pg_class' as catalog, coalesce(i.indrelid, c.oid) as oid
    from pg_class c left join pg_index i on i.indexrelid = c.oid
    where c.oid >= 16384 and age(c.xmin) <= (select age from since)
union all select 'pg_class', attrelid
    from pg_attribute where attnum > 0 and attrelid >= 16384 and age(xmin) <= (select age from since)
union all select 'pg_class', adrelid from pg_attrdef where age(xmin) <= (select age from since)
union all select 'pg_class', conrelid from pg_constraint where conrelid >= 16384 and age(xmin) <= (select age from since)
union all select 'pg_class', indrelid from pg_index where indrelid >= 16384 and age(xmin) <= (select age from since)
union all select 'pg_class', tgrelid from pg_trigger where age(xmin) <= (select age from since)
union all select 'pg_class', polrelid from pg_policy where age(xmin) <= (select age from since)
union all select 'pg_class', ev_class from pg_rewrite where oid >= 16384 and age(xmin) <= (select age from since)
union all select 'pg_class', stxrelid from pg_statistic_ext where age(xmin) <= (select age from since)
union all select 'pg_class', ftrelid from pg_foreign_table where age(xmin) <= (select age from since)
union all select 'pg_class', coalesce(i.indrelid, h.inhrelid)
    from pg_inherits h left join pg_index i on i.indexrelid = h.inhrelid where age(h.xmin) <= (select age from since)
union all select 'pg_class', s.seqrelid from pg_sequence s where age(s.xmin) <= (select age from since)
union all select 'pg_class', (
        select d.refobjid from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = s.seqrelid
            and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') limit 1)
    from pg_sequence s where age(s.xmin) <= (select age from since)
union all select 'pg_class', (
        select d.refobjid from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
            and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') limit 1)
    from pg_class c join pg_sequence s on s.seqrelid = c.oid where age(c.xmin) <= (select age from since)
union all select 'pg_type', oid from pg_type where oid >= 16384 and age(xmin) <= (select age from since)
union all select 'pg_type', contypid from pg_constraint where contypid >= 16384 and age(xmin) <= (select age from since)
union all select 'pg_type', enumtypid from pg_enum where age(xmin) <= (select age from since)
union all select 'pg_type', rngtypid from pg_range where rngtypid >= 16384 and age(xmin) <= (select age from since)
union all select 'pg_proc', oid from pg_proc where oid >= 16384 and age(xmin) <= (select age from since)
union all select 'pg_extension', objid from pg_depend
    where refclassid = 'pg_extension'::regclass and deptype = 'e' and age(xmin) <= (select age from since)
