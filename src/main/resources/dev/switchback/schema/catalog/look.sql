with since as (select age(?::xid) as age),
    known as materialized (select age, coalesce(age, 2147483647) as ever, ?::bigint[] as newest, ?::bigint[] as counts from since)
select 'pg_class' as catalog, count(*), count(*) filter (where oid <= (select newest[1] from known)), max(oid)::bigint,
    case when count(*) filter (where oid <= (select newest[1] from known)) <> (select counts[1] from known)
        then array(select oid::bigint from pg_class c where oid >= 16384) end,
    array_agg('pg_class ' || coalesce((select i.indrelid from pg_index i where i.indexrelid = c.oid), c.oid)) filter (where age(xmin) <= (select age from known)),
    string_agg(distinct case relkind when 'r' then 'TABLE' when 'p' then 'TABLE' when 'f' then 'TABLE'
        when 'v' then 'VIEW' when 'm' then 'MATERIALIZED_VIEW' when 'c' then 'COMPOSITE' when 'S' then 'SEQUENCE' end, ' ') filter (where age(xmin) <= (select ever from known))
    from pg_class c where oid >= 16384
union all select 'pg_constraint', count(*), count(*) filter (where oid <= (select newest[2] from known)), max(oid)::bigint,
    case when count(*) filter (where oid <= (select newest[2] from known)) <> (select counts[2] from known)
        then array(select oid::bigint from pg_constraint where oid >= 16384) end,
    array_agg(case when conrelid <> 0 then 'pg_class ' || conrelid else 'pg_type ' || contypid end) filter (where age(xmin) <= (select age from known)),
    ''
    from pg_constraint where oid >= 16384
union all select 'pg_trigger', count(*) filter (where not tgisinternal), count(*) filter (where not tgisinternal and oid <= (select newest[3] from known)), max(oid) filter (where not tgisinternal)::bigint,
    case when count(*) filter (where not tgisinternal and oid <= (select newest[3] from known)) <> (select counts[3] from known)
        then array(select oid::bigint from pg_trigger where not tgisinternal) end,
    array_agg('pg_class ' || tgrelid) filter (where age(xmin) <= (select age from known)),
    case when count(*) filter (where not tgisinternal) > 0 then 'TRIGGER' end
    from pg_trigger
union all select 'pg_policy', count(*), count(*) filter (where oid <= (select newest[4] from known)), max(oid)::bigint,
    case when count(*) filter (where oid <= (select newest[4] from known)) <> (select counts[4] from known)
        then array(select oid::bigint from pg_policy) end,
    array_agg('pg_class ' || polrelid) filter (where age(xmin) <= (select age from known)),
    case when count(*) > 0 then 'POLICY' end
    from pg_policy
union all select 'pg_rewrite', count(*), count(*) filter (where oid <= (select newest[5] from known)), max(oid)::bigint,
    case when count(*) filter (where oid <= (select newest[5] from known)) <> (select counts[5] from known)
        then array(select oid::bigint from pg_rewrite where oid >= 16384) end,
    array_agg('pg_class ' || ev_class) filter (where age(xmin) <= (select age from known)),
    string_agg(distinct case when rulename <> '_RETURN' then 'RULE' end, ' ') filter (where age(xmin) <= (select ever from known))
    from pg_rewrite where oid >= 16384
union all select 'pg_statistic_ext', count(*), count(*) filter (where oid <= (select newest[6] from known)), max(oid)::bigint,
    case when count(*) filter (where oid <= (select newest[6] from known)) <> (select counts[6] from known)
        then array(select oid::bigint from pg_statistic_ext) end,
    array_agg('pg_class ' || stxrelid) filter (where age(xmin) <= (select age from known)),
    case when count(*) > 0 then 'STATISTICS' end
    from pg_statistic_ext
union all select 'pg_type', count(*), count(*) filter (where oid <= (select newest[7] from known)), max(oid)::bigint,
    case when count(*) filter (where oid <= (select newest[7] from known)) <> (select counts[7] from known)
        then array(select oid::bigint from pg_type where oid >= 16384) end,
    array_agg('pg_type ' || oid) filter (where age(xmin) <= (select age from known)),
    string_agg(distinct case typtype when 'e' then 'ENUM' when 'd' then 'DOMAIN DOMAIN_CONSTRAINT' when 'r' then 'RANGE'
        else case when not exists (select from pg_type e where e.oid = t.typelem and e.typarray = t.oid)
            and typtype in ('b', 'p') then 'BASE_TYPE' end end, ' ') filter (where age(xmin) <= (select ever from known))
    from pg_type t where oid >= 16384
union all select 'pg_enum', count(*), count(*) filter (where oid <= (select newest[8] from known)), max(oid)::bigint,
    case when count(*) filter (where oid <= (select newest[8] from known)) <> (select counts[8] from known)
        then array(select oid::bigint from pg_enum) end,
    array_agg('pg_type ' || enumtypid) filter (where age(xmin) <= (select age from known)),
    case when count(*) > 0 then 'ENUM_LABEL' end
    from pg_enum
union all select 'pg_proc', count(*), count(*) filter (where oid <= (select newest[9] from known)), max(oid)::bigint,
    case when count(*) filter (where oid <= (select newest[9] from known)) <> (select counts[9] from known)
        then array(select oid::bigint from pg_proc where oid >= 16384) end,
    array_agg('pg_proc ' || oid) filter (where age(xmin) <= (select age from known)),
    string_agg(distinct case prokind when 'a' then 'AGGREGATE' else 'ROUTINE' end, ' ') filter (where age(xmin) <= (select ever from known))
    from pg_proc where oid >= 16384
union all select 'pg_namespace', count(*), count(*) filter (where oid <= (select newest[10] from known)), max(oid)::bigint,
    case when count(*) filter (where oid <= (select newest[10] from known)) <> (select counts[10] from known)
        then array(select oid::bigint from pg_namespace) end,
    array_agg('pg_namespace ' || oid) filter (where age(xmin) <= (select age from known)),
    ''
    from pg_namespace
union all select 'pg_description', count(*), count(*) filter (where age(d.written) <= (select age from known)), 0, null, null, ''
    from (select xmin as written from pg_description where objoid >= 16384
        union all select c.xmin from pg_namespace n join pg_description c on c.objoid = n.oid
            and c.classoid = 'pg_namespace'::regclass where n.oid < 16384) d
union all select 'pg_attribute', 0, 0, 0, null, array_agg(distinct 'pg_class ' || attrelid), ''
    from pg_attribute where attnum > 0 and attrelid >= 16384 and age(xmin) <= (select age from known)
union all select 'pg_attrdef', 0, 0, 0, null, array_agg('pg_class ' || adrelid), ''
    from pg_attrdef where age(xmin) <= (select age from known)
union all select 'pg_index', 0, 0, 0, null, array_agg('pg_class ' || indrelid), ''
    from pg_index where indrelid >= 16384 and age(xmin) <= (select age from known)
union all select 'pg_foreign_table', 0, 0, 0, null, array_agg('pg_class ' || ftrelid), ''
    from pg_foreign_table where age(xmin) <= (select age from known)
union all select 'pg_inherits', 0, 0, 0, null,
    array_agg('pg_class ' || coalesce((select i.indrelid from pg_index i where i.indexrelid = inhrelid), inhrelid)), ''
    from pg_inherits where age(xmin) <= (select age from known)
union all select 'pg_sequence', 0, 0, 0, null,
    array_agg('pg_class ' || seqrelid) filter (where age(s.xmin) <= (select age from known))
    || array_agg('pg_class ' || (
            select d.refobjid from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = seqrelid
                and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') limit 1))
        filter (where least(age(s.xmin), age(c.xmin)) <= (select age from known)),
    ''
    from pg_sequence s join pg_class c on c.oid = s.seqrelid
union all select 'pg_range', 0, 0, 0, null, array_agg('pg_type ' || rngtypid), ''
    from pg_range where rngtypid >= 16384 and age(xmin) <= (select age from known)
union all select 'pg_extension', 0, 0, 0, null, array_agg('pg_extension ' || objid), ''
    from pg_depend where refclassid = 'pg_extension'::regclass and deptype = 'e' and age(xmin) <= (select age from known)
union all select 'rest', 0, 0, 0, null, null, concat_ws(' ',
    case when exists (select from pg_extension where extname <> 'plpgsql') then 'EXTENSION' end,
    case when exists (select from pg_event_trigger) then 'EVENT_TRIGGER' end,
    case when exists (select from pg_publication) then 'PUBLICATION' end,
    case when exists (select from pg_default_acl) then 'DEFAULT_PRIVILEGE' end,
    case when exists (select from pg_cast where oid >= 16384) then 'CAST' end,
    case when exists (select from pg_operator where oid >= 16384) then 'OPERATOR' end,
    case when exists (select from pg_opfamily where oid >= 16384) then 'OPERATOR_FAMILY' end,
    case when exists (select from pg_opclass where oid >= 16384) then 'OPERATOR_CLASS' end,
    case when exists (select from pg_collation where oid >= 16384) then 'COLLATION' end,
    case when exists (select from pg_ts_dict where oid >= 16384) then 'TEXT_SEARCH_DICTIONARY' end,
    case when exists (select from pg_ts_config where oid >= 16384) then 'TEXT_SEARCH_CONFIGURATION' end,
    case when exists (select from pg_foreign_data_wrapper) then 'FOREIGN_DATA_WRAPPER' end,
    case when exists (select from pg_foreign_server) then 'SERVER' end,
    case when exists (select from pg_user_mappings) then 'USER_MAPPING' end)
