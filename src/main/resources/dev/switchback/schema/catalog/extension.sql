select e.oid, 0 as sub, 0::oid as parent, '' as schema, e.extname as name, quote_ident(e.extname) as path,
    case when e.extrelocatable or e.extnamespace <> 'pg_catalog'::regnamespace
        then quote_ident(n.nspname) end as "in schema",
    e.extversion as version
from pg_extension e join pg_namespace n on n.oid = e.extnamespace
where e.extname <> 'plpgsql'
