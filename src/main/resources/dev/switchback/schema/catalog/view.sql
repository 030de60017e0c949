select c.oid, 0 as sub, 0::oid as parent, n.nspname as schema, c.relname as name,
    format('%I.%I', n.nspname, c.relname) as path,
    pg_get_viewdef(c.oid) as definition,
    {options:c.reloptions} as options,
    pg_get_userbyid(c.relowner) as owner,
    {acl:c.relacl,r,c.relowner} as grants
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'v' and {scope} and {own:c.oid,pg_class}
    and {touched:c.oid,pg_class}
