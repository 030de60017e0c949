select n.oid, 0 as sub, 0::oid as parent, n.nspname as schema, n.nspname as name,
    quote_ident(n.nspname) as path,
    pg_get_userbyid(n.nspowner) as owner,
    {acl:n.nspacl,n,n.nspowner} as grants
from pg_namespace n
where {scope} and {own:n.oid,pg_namespace}
    and {touched:n.oid,pg_namespace}
