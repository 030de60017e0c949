select i.indexrelid as oid, 0 as sub, i.indrelid as parent, n.nspname as schema, x.relname as name,
    format('%I.%I', n.nspname, x.relname) as path,
    case when i.indisunique then 'yes' end as "unique",
    substr(pg_get_indexdef(i.indexrelid), 1 + length(
        format('CREATE %sINDEX %I ON %s%I.%I', case when i.indisunique then 'UNIQUE ' else '' end, x.relname,
            case x.relkind when 'I' then 'ONLY ' else '' end, n.nspname, c.relname))) as definition,
    case when not i.indisvalid then 'yes' end as invalid,
    case when x.relispartition then (
        select format('%I.%I', pn.nspname, p.relname)
        from pg_inherits h join pg_class p on p.oid = h.inhparent join pg_namespace pn on pn.oid = p.relnamespace
        where h.inhrelid = x.oid) end as attached,
    case when x.reltablespace <> 0 then (
        select quote_ident(s.spcname) from pg_tablespace s where s.oid = x.reltablespace) end as tablespace,
    case when i.indexprs is not null then (
        select string_agg(format('%s SET STATISTICS %s', a.attnum, a.attstattarget), ', ' order by a.attnum)
        from pg_attribute a where a.attrelid = x.oid and a.attstattarget >= 0) end as statistics,
    x.relkind::text as "~relation"
from pg_index i
    join pg_class x on x.oid = i.indexrelid
    join pg_class c on c.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace
where not exists (
        select from pg_constraint k
        where k.conrelid = i.indrelid and k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    and c.relkind in ('r', 'p', 'm') and {scope} and {own:c.oid,pg_class} and {own:x.oid,pg_class}
    and {touched:c.oid,pg_class} and {touched:i.indrelid,pg_class}
