select a.attrelid as oid, a.attnum as sub, a.attrelid as parent, n.nspname as schema, a.attname as name,
    format('%I.%I.%I', n.nspname, c.relname, a.attname) as path,
    (row_number() over (partition by a.attrelid order by a.attnum))::text as position,
    format_type(a.atttypid, a.atttypmod) as type,
    case when a.attcollation not in (0, t.typcollation) then (
        select format('%I.%I', ln.nspname, l.collname)
        from pg_collation l join pg_namespace ln on ln.oid = l.collnamespace where l.oid = a.attcollation) end
        as collation,
    case when a.attnotnull and c.relkind in ('r', 'p', 'f') then 'yes' end as "not null", --@<18
    case when k.oid is null then null when k.conislocal then quote_ident(k.conname) else 'yes' end --@18+
        || case when k.connoinherit and c.relkind <> 'p' then ' no inherit' else '' end --@18+
        || case when k.convalidated then '' else ' not valid' end as "not null", --@18+
    case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as "default",
    case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end as generated,
    case a.attgenerated when 'v' then 'yes' end as virtual,
    case a.attidentity when 'a' then 'ALWAYS' when 'd' then 'BY DEFAULT' end as identity,
    case when q.seqrelid is not null then
        format('SEQUENCE NAME %I.%I START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s',
            q.nspname, q.relname, q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache,
            case when q.seqcycle then ' CYCLE' else ' NO CYCLE' end) end as "identity options",
    case when q.seqtypid <> a.atttypid then format_type(q.seqtypid, null) end as "sequence type",
    case when q.relpersistence <> c.relpersistence then
        case q.relpersistence when 'u' then 'UNLOGGED' else 'LOGGED' end end as "sequence persistence",
    {acl:q.relacl,s,q.relowner} as "sequence grants",
    q.seqrelid::bigint::text as "~sequence",
    case when a.attstorage <> t.typstorage and c.relkind <> 'v' then
        case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end end
        as storage,
    case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end as compression,
    nullif(a.attstattarget, -1)::text as statistics,
    {options:a.attoptions} as options,
    {fdw:a.attfdwoptions} as "foreign options",
    case when a.attinhcount > 0 then case when a.attislocal then 'merged' else 'yes' end end as inherited,
    {acl:a.attacl,c,c.relowner} as grants,
    c.relkind::text as "~relation",
    case t.typstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end
        as "~storage"
from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join lateral (
        select s.*, r.relname, r.relpersistence, r.relacl, r.relowner, sn.nspname
        from pg_depend p
            join pg_sequence s on s.seqrelid = p.objid
            join pg_class r on r.oid = s.seqrelid
            join pg_namespace sn on sn.oid = r.relnamespace
        where a.attidentity <> '' and p.refclassid = 'pg_class'::regclass and p.refobjid = a.attrelid
            and p.refobjsubid = a.attnum and p.classid = 'pg_class'::regclass and p.deptype = 'i'
        limit 1) q on true
    left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'n' and k.conkey = array[a.attnum] --@18+
where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
    and {scope} and {own:c.oid,pg_class}
    and {touched:c.oid,pg_class}
