-- pg_class
select 'pg_class', s.holds, s.older, s.newest,
        case when s.older <> {count:pg_class} then array(select oid::bigint from pg_class c where oid >= 16384) end,
        s.touched, s.kinds
    from (select count(*) as holds, count(*) filter (where oid <= {newest:pg_class}) as older,
            max(oid)::bigint as newest,
            array_agg(case when (select true from pg_depend d
                        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e' limit 1)
                    then 'pg_extension ' else 'pg_class ' end
                    || coalesce((select i.indrelid from pg_index i where i.indexrelid = c.oid), c.oid))
                filter (where age(xmin) <= {since}) as touched,
            string_agg(distinct case relkind when 'r' then 'TABLE' when 'p' then 'TABLE' when 'f' then 'TABLE'
                when 'v' then 'VIEW' when 'm' then 'MATERIALIZED_VIEW' when 'c' then 'COMPOSITE'
                when 'S' then 'SEQUENCE' end || case when relacl is not null and (
                    select true from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e' limit 1)
                then ' PRIVILEGE' else '' end, ' ')
                filter (where age(xmin) <= {ever}) as kinds
        from pg_class c where oid >= 16384) s
-- pg_constraint
select 'pg_constraint', s.holds, s.older, s.newest,
        case when s.older <> {count:pg_constraint} then array(
            select oid::bigint from pg_constraint where oid >= 16384) end,
        s.touched, s.kinds
    from (select count(*) as holds, count(*) filter (where oid <= {newest:pg_constraint}) as older,
            max(oid)::bigint as newest,
            array_agg(case when conrelid <> 0 then 'pg_class ' || conrelid else 'pg_type ' || contypid end)
                filter (where age(xmin) <= {since}) as touched,
            '' as kinds
        from pg_constraint where oid >= 16384) s
-- pg_trigger
select 'pg_trigger', s.holds, s.older, s.newest,
        case when s.older <> {count:pg_trigger} then array(
            select oid::bigint from pg_trigger where not tgisinternal) end,
        s.touched, s.kinds
    from (select count(*) filter (where not tgisinternal) as holds,
            count(*) filter (where not tgisinternal and oid <= {newest:pg_trigger}) as older,
            max(oid) filter (where not tgisinternal)::bigint as newest,
            array_agg('pg_class ' || tgrelid)
                filter (where age(xmin) <= {since}) as touched,
            case when count(*) filter (where not tgisinternal) > 0 then 'TRIGGER' end as kinds
        from pg_trigger) s
-- pg_policy
select 'pg_policy', s.holds, s.older, s.newest,
        case when s.older <> {count:pg_policy} then array(select oid::bigint from pg_policy) end,
        s.touched, s.kinds
    from (select count(*) as holds, count(*) filter (where oid <= {newest:pg_policy}) as older,
            max(oid)::bigint as newest,
            array_agg('pg_class ' || polrelid)
                filter (where age(xmin) <= {since}) as touched,
            case when count(*) > 0 then 'POLICY' end as kinds
        from pg_policy) s
-- pg_rewrite
select 'pg_rewrite', s.holds, s.older, s.newest,
        case when s.older <> {count:pg_rewrite} then array(select oid::bigint from pg_rewrite where oid >= 16384) end,
        s.touched, s.kinds
    from (select count(*) as holds, count(*) filter (where oid <= {newest:pg_rewrite}) as older,
            max(oid)::bigint as newest,
            array_agg('pg_class ' || ev_class)
                filter (where age(xmin) <= {since}) as touched,
            string_agg(distinct case when rulename <> '_RETURN' then 'RULE' end, ' ')
                filter (where age(xmin) <= {ever}) as kinds
        from pg_rewrite where oid >= 16384) s
-- pg_statistic_ext
select 'pg_statistic_ext', s.holds, s.older, s.newest,
        case when s.older <> {count:pg_statistic_ext} then array(select oid::bigint from pg_statistic_ext) end,
        s.touched, s.kinds
    from (select count(*) as holds, count(*) filter (where oid <= {newest:pg_statistic_ext}) as older,
            max(oid)::bigint as newest,
            array_agg('pg_class ' || stxrelid)
                filter (where age(xmin) <= {since}) as touched,
            case when count(*) > 0 then 'STATISTICS' end as kinds
        from pg_statistic_ext) s
-- pg_type
select 'pg_type', s.holds, s.older, s.newest,
        case when s.older <> {count:pg_type} then array(select oid::bigint from pg_type t where oid >= 16384) end,
        s.touched, s.kinds
    from (select count(*) as holds, count(*) filter (where oid <= {newest:pg_type}) as older,
            max(oid)::bigint as newest,
            array_agg(case when (select true from pg_depend d
                        where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e' limit 1)
                    then 'pg_extension ' when typtype = 'c' then 'pg_class ' else 'pg_type ' end
                    || case when typtype = 'c' then typrelid else oid end)
                filter (where age(xmin) <= {since}) as touched,
            string_agg(distinct case when typtype = 'e' then 'ENUM' when typtype = 'd' then 'DOMAIN DOMAIN_CONSTRAINT'
                when typtype = 'r' then 'RANGE' when typtype in ('b', 'p') and not exists (
                    select from pg_type e where e.oid = t.typelem and e.typarray = t.oid) then 'BASE_TYPE' end || case when typacl is not null and (
                    select true from pg_depend d
                    where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e' limit 1)
                then ' PRIVILEGE' else '' end, ' ')
                filter (where age(xmin) <= {ever}) as kinds
        from pg_type t where oid >= 16384) s
-- pg_enum
select 'pg_enum', s.holds, s.older, s.newest,
        case when s.older <> {count:pg_enum} then array(select oid::bigint from pg_enum) end,
        s.touched, s.kinds
    from (select count(*) as holds, count(*) filter (where oid <= {newest:pg_enum}) as older,
            max(oid)::bigint as newest,
            array_agg('pg_type ' || enumtypid)
                filter (where age(xmin) <= {since}) as touched,
            case when count(*) > 0 then 'ENUM_LABEL' end as kinds
        from pg_enum) s
-- pg_proc
select 'pg_proc', s.holds, s.older, s.newest,
        case when s.older <> {count:pg_proc} then array(select oid::bigint from pg_proc where oid >= 16384) end,
        s.touched, s.kinds
    from (select count(*) as holds, count(*) filter (where oid <= {newest:pg_proc}) as older,
            max(oid)::bigint as newest,
            array_agg(case when (select true from pg_depend d
                        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e' limit 1)
                    then 'pg_extension ' else 'pg_proc ' end || oid)
                filter (where age(xmin) <= {since}) as touched,
            string_agg(distinct case prokind when 'a' then 'AGGREGATE' else 'ROUTINE' end || case when proacl is not null and (
                    select true from pg_depend d
                    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e' limit 1)
                then ' PRIVILEGE' else '' end, ' ')
                filter (where age(xmin) <= {ever}) as kinds
        from pg_proc p where oid >= 16384) s
-- pg_namespace
select 'pg_namespace', s.holds, s.older, s.newest,
        case when s.older <> {count:pg_namespace} then array(select oid::bigint from pg_namespace) end,
        s.touched, s.kinds
    from (select count(*) as holds, count(*) filter (where oid <= {newest:pg_namespace}) as older,
            max(oid)::bigint as newest,
            array_agg('pg_namespace ' || oid)
                filter (where age(xmin) <= {since}) as touched,
            '' as kinds
        from pg_namespace) s
-- pg_description pg_namespace
select 'pg_description', count(*), count(*) filter (where age(d.written) <= {since}), 0, null, null, ''
    from (select xmin as written from pg_description where objoid >= 16384
        union all select c.xmin from pg_namespace n join pg_description c on c.objoid = n.oid
            and c.classoid = 'pg_namespace'::regclass where n.oid < 16384) d
-- pg_attribute
select 'more', 0, 0, 0, null, array_agg(distinct 'pg_class ' || coalesce(
        (select i.indrelid from pg_index i where i.indexrelid = attrelid), attrelid)), ''
    from pg_attribute where attnum > 0 and attrelid >= 16384 and age(xmin) <= {since}
-- pg_attrdef
select 'more', 0, 0, 0, null, array_agg(distinct 'pg_class ' || adrelid), ''
    from pg_attrdef where age(xmin) <= {since}
-- pg_index
select 'more', 0, 0, 0, null, array_agg(distinct 'pg_class ' || indrelid), ''
    from pg_index where indrelid >= 16384 and age(xmin) <= {since}
-- pg_trigger
select 'more', 0, 0, 0, null, array_agg(distinct 'pg_class ' || k.tgrelid), ''
    from pg_trigger t join pg_trigger k on k.tgparentid = t.oid where age(t.xmin) <= {since}
-- pg_foreign_table
select 'more', 0, 0, 0, null, array_agg(distinct 'pg_class ' || ftrelid), ''
    from pg_foreign_table where age(xmin) <= {since}
-- pg_inherits
select 'more', 0, 0, 0, null, array_agg(distinct 'pg_class ' || coalesce(
        (select i.indrelid from pg_index i where i.indexrelid = inhrelid), inhrelid)), ''
    from pg_inherits where age(xmin) <= {since}
-- pg_sequence
select 'more', 0, 0, 0, null, array_agg(distinct 'pg_class ' || seqrelid), ''
    from pg_sequence where age(xmin) <= {since}
-- pg_sequence pg_class
select 'more', 0, 0, 0, null, array_agg(distinct 'pg_class ' || (
        select d.refobjid from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = seqrelid
            and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') limit 1)), ''
    from pg_sequence s join pg_class c on c.oid = s.seqrelid where least(age(s.xmin), age(c.xmin)) <= {since}
-- pg_range
select 'more', 0, 0, 0, null, array_agg(distinct 'pg_type ' || rngtypid), ''
    from pg_range where rngtypid >= 16384 and age(xmin) <= {since}
-- pg_depend
select 'pg_depend', count(*), 0, 0, null,
        array_agg('pg_extension ' || objid) filter (where age(xmin) <= {since}), ''
    from pg_depend where refclassid = 'pg_extension'::regclass and deptype = 'e'
-- pg_extension
select 'more', 0, 0, 0, null, array_agg('pg_extension ' || oid), ''
    from pg_extension where age(xmin) <= {since}
-- pg_extension
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_extension where extname <> 'plpgsql') then 'EXTENSION' end
-- pg_event_trigger
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_event_trigger) then 'EVENT_TRIGGER' end
-- pg_publication
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_publication) then 'PUBLICATION' end
-- pg_default_acl
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_default_acl) then 'DEFAULT_PRIVILEGE' end
-- pg_cast
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_cast where oid >= 16384) then 'CAST' end
-- pg_operator
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_operator where oid >= 16384) then 'OPERATOR' end
-- pg_opfamily
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_opfamily where oid >= 16384) then 'OPERATOR_FAMILY' end
-- pg_opclass
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_opclass where oid >= 16384) then 'OPERATOR_CLASS' end
-- pg_collation
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_collation where oid >= 16384) then 'COLLATION' end
-- pg_ts_dict
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_ts_dict where oid >= 16384) then 'TEXT_SEARCH_DICTIONARY' end
-- pg_ts_config
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_ts_config where oid >= 16384) then 'TEXT_SEARCH_CONFIGURATION' end
-- pg_foreign_data_wrapper
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_foreign_data_wrapper) then 'FOREIGN_DATA_WRAPPER' end
-- pg_foreign_server
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_foreign_server) then 'SERVER' end
-- pg_user_mapping
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_user_mappings) then 'USER_MAPPING' end
-- pg_language
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_language where oid >= 16384) then 'LANGUAGE' end
-- pg_am
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_am where oid >= 16384) then 'ACCESS_METHOD' end
-- pg_conversion
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_conversion where oid >= 16384) then 'CONVERSION' end
-- pg_transform
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_transform where oid >= 16384) then 'TRANSFORM' end
-- pg_ts_parser
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_ts_parser where oid >= 16384) then 'TEXT_SEARCH_PARSER' end
-- pg_ts_template
select 'rest', 0, 0, 0, null, null,
    case when exists (select from pg_ts_template where oid >= 16384) then 'TEXT_SEARCH_TEMPLATE' end
