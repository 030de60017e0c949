select o.oid, o.sub, 0::oid as parent, '' as schema, '' as name, o.path,
    coalesce(o.sorted, '-') as grants,
    array_to_string(o.acl, ' ') as "~grants",
    coalesce(o.initial, '-') as "~default"
from (select o.*, (select string_agg(a::text, ' ' order by a::text) from unnest(o.acl) a) as sorted,
        (select string_agg(a::text, ' ' order by a::text) from unnest(coalesce(i.initprivs, o.plain)) a) as initial
    from (select 'pg_class'::regclass as catalog, c.oid, 0 as sub, c.relacl as acl,
                acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner) as plain,
                format('%s %I.%I', case c.relkind when 'S' then 'SEQUENCE' else 'TABLE' end, n.nspname, c.relname)
                    as path
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relacl is not null
        union all select 'pg_class'::regclass, a.attrelid, a.attnum, a.attacl, acldefault('c', c.relowner),
                format('TABLE %I.%I (%I)', n.nspname, c.relname, a.attname)
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where a.attacl is not null
        union all select 'pg_proc'::regclass, oid, 0, proacl, acldefault('f', proowner),
                case prokind when 'p' then 'PROCEDURE ' else 'FUNCTION ' end || oid::regprocedure
            from pg_proc where proacl is not null
        union all select 'pg_type'::regclass, t.oid, 0, typacl, acldefault('T', typowner),
                format('%s %I.%I', case typtype when 'd' then 'DOMAIN' else 'TYPE' end, n.nspname, typname)
            from pg_type t join pg_namespace n on n.oid = t.typnamespace where typacl is not null
        union all select 'pg_namespace'::regclass, oid, 0, nspacl, acldefault('n', nspowner),
                format('SCHEMA %I', nspname)
            from pg_namespace where nspacl is not null and nspname <> 'public'
        union all select 'pg_language'::regclass, oid, 0, lanacl, acldefault('l', lanowner),
                format('LANGUAGE %I', lanname)
            from pg_language where lanacl is not null
        union all select 'pg_foreign_data_wrapper'::regclass, oid, 0, fdwacl, acldefault('F', fdwowner),
                format('FOREIGN DATA WRAPPER %I', fdwname)
            from pg_foreign_data_wrapper where fdwacl is not null) o
        left join pg_init_privs i on i.classoid = o.catalog and i.objoid = o.oid and i.objsubid = o.sub
    where o.oid < 16384 or exists (
        select from pg_depend d where d.classid = o.catalog and d.objid = o.oid and d.deptype = 'e')) o
where o.sorted is distinct from o.initial
