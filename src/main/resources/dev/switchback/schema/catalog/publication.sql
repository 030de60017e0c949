select p.oid, 0 as sub, 0::oid as parent, '' as schema, p.pubname as name, quote_ident(p.pubname) as path,
    case when p.puballtables then 'FOR ALL TABLES' else 'FOR ' || nullif(concat_ws(', ',
        (select string_agg(format('TABLE %s%I.%I%s%s',
                case when c.relkind = 'r' and exists (select from pg_inherits i where i.inhparent = c.oid)
                    then 'ONLY ' else '' end, n.nspname, c.relname,
                (select ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')'
                    from pg_attribute a where a.attrelid = c.oid and a.attnum = any (r.prattrs::int2[])),
                ' WHERE ' || case when pg_get_expr(r.prqual, r.prrelid) like '(%' then pg_get_expr(r.prqual, r.prrelid)
                    else '(' || pg_get_expr(r.prqual, r.prrelid) || ')' end), ', '
                order by n.nspname, c.relname)
            from pg_publication_rel r join pg_class c on c.oid = r.prrelid join pg_namespace n on n.oid = c.relnamespace
            where r.prpubid = p.oid),
        (select string_agg(format('TABLES IN SCHEMA %I', n.nspname), ', ' order by n.nspname)
            from pg_publication_namespace r join pg_namespace n on n.oid = r.pnnspid where r.pnpubid = p.oid)), '')
        end as tables,
    format('publish = %L, publish_via_partition_root = %s', concat_ws(', ', case when p.pubinsert then 'insert' end,
        case when p.pubupdate then 'update' end, case when p.pubdelete then 'delete' end,
        case when p.pubtruncate then 'truncate' end), case when p.pubviaroot then 'true' else 'false' end)
        || case p.pubgencols when 's' then ', publish_generated_columns = stored' else '' end --@18+
        as options,
    pg_get_userbyid(p.pubowner) as owner
from pg_publication p
where {own:p.oid,pg_publication}
