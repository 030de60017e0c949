select c.oid, 0 as sub, 0::oid as parent, n.nspname as schema, c.relname as name,
    format('%I.%I', n.nspname, c.relname) as path,
    format_type(s.seqtypid, null) as type,
    s.seqstart::text as start, s.seqincrement::text as increment, s.seqmin::text as minimum,
    s.seqmax::text as maximum, s.seqcache::text as cache,
    case when s.seqcycle then 'yes' end as cycle,
    case c.relpersistence when 'u' then 'yes' end as unlogged,
    (select format('%I.%I.%I', tn.nspname, t.relname, a.attname)
        from pg_depend d join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace
            join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'a'
            and d.refclassid = 'pg_class'::regclass) as "owned by",
    pg_get_userbyid(c.relowner) as owner,
    {acl:c.relacl,s,c.relowner} as grants
from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_sequence s on s.seqrelid = c.oid
where c.relkind = 'S' and {scope} and {own:c.oid,pg_class}
    and not exists (select from pg_depend i where i.classid = 'pg_class'::regclass and i.objid = c.oid
        and i.deptype = 'i')
    and {touched:c.oid,pg_class}
