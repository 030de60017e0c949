select c.oid, 0 as sub, 0::oid as parent, n.nspname as schema, c.relname as name,
    format('%I.%I', n.nspname, c.relname) as path,
    pg_get_userbyid(t.typowner) as owner,
    {acl:t.typacl,T,t.typowner} as grants,
    t.oid::bigint::text as "~type"
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = c.reltype
where c.relkind = 'c' and {scope} and {own:c.oid,pg_class} and {own:t.oid,pg_type}
    and {touched:c.oid,pg_class}
