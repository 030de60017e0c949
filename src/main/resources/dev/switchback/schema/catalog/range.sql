select t.oid, 0 as sub, 0::oid as parent, n.nspname as schema, t.typname as name,
    format('%I.%I', n.nspname, t.typname) as path,
    concat_ws(', ', 'SUBTYPE = ' || format_type(r.rngsubtype, null),
        'SUBTYPE_OPCLASS = ' || (select format('%I.%I', o.nspname, c.opcname)
            from pg_opclass c join pg_namespace o on o.oid = c.opcnamespace
            where c.oid = r.rngsubopc and not c.opcdefault),
        'COLLATION = ' || (select format('%I.%I', o.nspname, l.collname)
            from pg_collation l join pg_namespace o on o.oid = l.collnamespace
            where l.oid = r.rngcollation and l.oid <> b.typcollation),
        'CANONICAL = ' || nullif(r.rngcanonical::oid, 0)::regproc::text,
        'SUBTYPE_DIFF = ' || nullif(r.rngsubdiff::oid, 0)::regproc::text,
        'MULTIRANGE_TYPE_NAME = ' || (select format('%I.%I', o.nspname, m.typname)
            from pg_type m join pg_namespace o on o.oid = m.typnamespace where m.oid = r.rngmultitypid))
        as definition,
    pg_get_userbyid(t.typowner) as owner,
    {acl:t.typacl,T,t.typowner} as grants
from pg_range r join pg_type t on t.oid = r.rngtypid join pg_namespace n on n.oid = t.typnamespace
    join pg_type b on b.oid = r.rngsubtype
where {scope} and {own:t.oid,pg_type}
    and {touched:t.oid,pg_type}
