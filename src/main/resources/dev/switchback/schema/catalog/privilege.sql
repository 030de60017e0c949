select o.oid, 0 as sub, 0::oid as parent, '' as schema, '' as name, o.path,
    coalesce(o.sorted, '-') as grants,
    array_to_string(o.acl, ' ') as "~grants",
    coalesce(o.initial, '-') as "~default"
from (select o.*, (select string_agg(a::text, ' ' order by a::text) from unnest(o.acl) a) as sorted,
        (select string_agg(a::text, ' ' order by a::text) from unnest(coalesce(i.initprivs, o.plain)) a) as initial
    from (select 'pg_class'::regclass as catalog, c.oid, c.relacl as acl,
                acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner) as plain,
                format('%s %I.%I', case c.relkind when 'S' then 'SEQUENCE' else 'TABLE' end, n.nspname, c.relname)
                    as path
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relacl is not null
        union all select 'pg_proc'::regclass, oid, proacl, acldefault('f', proowner),
                case prokind when 'p' then 'PROCEDURE ' else 'FUNCTION ' end || oid::regprocedure
            from pg_proc where proacl is not null
        union all select 'pg_type'::regclass, t.oid, typacl, acldefault('T', typowner),
                format('%s %I.%I', case typtype when 'd' then 'DOMAIN' else 'TYPE' end, n.nspname, typname)
            from pg_type t join pg_namespace n on n.oid = t.typnamespace where typacl is not null) o
        left join pg_init_privs i on i.classoid = o.catalog and i.objoid = o.oid and i.objsubid = 0
    where o.oid >= 16384 and exists (
        select from pg_depend d where d.classid = o.catalog and d.objid = o.oid and d.deptype = 'e')) o
where o.sorted is distinct from o.initial
