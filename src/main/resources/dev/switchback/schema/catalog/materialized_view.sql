select c.oid, 0 as sub, 0::oid as parent, n.nspname as schema, c.relname as name,
    format('%I.%I', n.nspname, c.relname) as path,
    pg_get_viewdef(c.oid) as definition,
    {options:c.reloptions} as options,
    case when not c.relispopulated then 'yes' end as unpopulated,
    (select nullif(quote_ident(m.amname), 'heap') from pg_am m where m.oid = c.relam) as "access method",
    case when c.reltablespace <> 0 then (
        select quote_ident(s.spcname) from pg_tablespace s where s.oid = c.reltablespace) end as tablespace,
    (select quote_ident(x.relname) from pg_index i join pg_class x on x.oid = i.indexrelid
        where i.indrelid = c.oid and i.indisclustered) as "clustered on",
    pg_get_userbyid(c.relowner) as owner,
    {acl:c.relacl,r,c.relowner} as grants
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'm' and {scope} and {own:c.oid,pg_class}
    and {touched:c.oid,pg_class}
