select d.oid, 0 as sub, 0::oid as parent, n.nspname as schema, d.dictname as name,
    format('%I.%I', n.nspname, d.dictname) as path,
    concat_ws(', ', (select format('TEMPLATE = %I.%I', m.nspname, t.tmplname)
        from pg_ts_template t join pg_namespace m on m.oid = t.tmplnamespace where t.oid = d.dicttemplate),
        d.dictinitoption) as definition,
    pg_get_userbyid(d.dictowner) as owner
from pg_ts_dict d join pg_namespace n on n.oid = d.dictnamespace
where {scope} and {own:d.oid,pg_ts_dict}
