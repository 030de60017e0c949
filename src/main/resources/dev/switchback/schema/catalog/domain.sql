select t.oid, 0 as sub, 0::oid as parent, n.nspname as schema, t.typname as name,
    format('%I.%I', n.nspname, t.typname) as path,
    format_type(t.typbasetype, t.typtypmod) as type,
    case when t.typcollation not in (0, b.typcollation) then (
        select format('%I.%I', ln.nspname, l.collname)
        from pg_collation l join pg_namespace ln on ln.oid = l.collnamespace where l.oid = t.typcollation) end
        as collation,
    case when t.typnotnull then 'yes' end as "not null",
    case when t.typdefaultbin is null then quote_literal(t.typdefault)
        else pg_get_expr(t.typdefaultbin, 0) end as "default",
    pg_get_userbyid(t.typowner) as owner,
    {acl:t.typacl,T,t.typowner} as grants
from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_type b on b.oid = t.typbasetype
where t.typtype = 'd' and {scope} and {own:t.oid,pg_type}
    and {touched:t.oid,pg_type}
