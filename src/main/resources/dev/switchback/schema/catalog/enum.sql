select t.oid, 0 as sub, 0::oid as parent, n.nspname as schema, t.typname as name,
    format('%I.%I', n.nspname, t.typname) as path,
    pg_get_userbyid(t.typowner) as owner,
    {acl:t.typacl,T,t.typowner} as grants
from pg_type t join pg_namespace n on n.oid = t.typnamespace
where t.typtype = 'e' and {scope} and {own:t.oid,pg_type}
    and {touched:t.oid,pg_type}
