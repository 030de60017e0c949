select c.oid, 0 as sub, 0::oid as parent, n.nspname as schema, c.relname as name,
    format('%I.%I', n.nspname, c.relname) as path,
    case c.relkind when 'p' then pg_get_partkeydef(c.oid) end as "partition by",
    case c.relpersistence when 'u' then 'yes' end as unlogged,
    case when c.relispartition then (
        select format('%I.%I', pn.nspname, p.relname)
        from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
        where i.inhrelid = c.oid) end as "partition of",
    case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end as bound,
    case when not c.relispartition then (
        select string_agg(format('%I.%I', pn.nspname, p.relname), ', ' order by i.inhseqno)
        from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
        where i.inhrelid = c.oid) end as inherits,
    {options:c.reloptions} as options,
    case when c.reltoastrelid <> 0 then (
        select {options:o.reloptions} from pg_class o where o.oid = c.reltoastrelid) end as "toast options",
    case when c.relam <> 0 then (
        select nullif(quote_ident(m.amname), 'heap') from pg_am m where m.oid = c.relam) end as "access method",
    case when c.reltablespace <> 0 then (
        select quote_ident(s.spcname) from pg_tablespace s where s.oid = c.reltablespace) end as tablespace,
    case when c.reloftype <> 0 then format_type(c.reloftype, null) end as "of type",
    case when c.relrowsecurity then 'yes' end as "row security",
    case when c.relforcerowsecurity then 'yes' end as "forced row security",
    case when c.relhastriggers then (
        select string_agg(distinct case t.tgenabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA'
            when 'A' then 'ENABLE ALWAYS' when 'O' then 'ENABLE' end, ', ')
        from pg_trigger t where t.tgrelid = c.oid and t.tgisinternal
        having bool_or(t.tgenabled <> 'O')) end as "internal triggers",
    case c.relreplident when 'n' then 'NOTHING' when 'f' then 'FULL' when 'i' then (
        select 'USING INDEX ' || quote_ident(x.relname)
        from pg_index i join pg_class x on x.oid = i.indexrelid
        where i.indrelid = c.oid and i.indisreplident) end as "replica identity",
    (select quote_ident(x.relname) from pg_index i join pg_class x on x.oid = i.indexrelid
        where i.indrelid = c.oid and i.indisclustered) as "clustered on",
    case c.relkind when 'f' then (
        select quote_ident(s.srvname) from pg_foreign_table f join pg_foreign_server s on s.oid = f.ftserver
        where f.ftrelid = c.oid) end as server,
    case c.relkind when 'f' then (
        select {fdw:f.ftoptions} from pg_foreign_table f where f.ftrelid = c.oid) end as "foreign options",
    pg_get_userbyid(c.relowner) as owner,
    {acl:c.relacl,r,c.relowner} as grants
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'f') and {scope} and {own:c.oid,pg_class}
    and {touched:c.oid,pg_class}
