select g.oid, 0 as sub, 0::oid as parent, n.nspname as schema, g.cfgname as name,
    format('%I.%I', n.nspname, g.cfgname) as path,
    (select format('%I.%I', m.nspname, p.prsname)
        from pg_ts_parser p join pg_namespace m on m.oid = p.prsnamespace where p.oid = g.cfgparser) as parser,
    (select string_agg(format('FOR %I WITH %s', x.alias, x.dictionaries), '; ' order by x.tokid) from (
        select y.tokid, y.alias, string_agg(format('%I.%I', dn.nspname, d.dictname), ', ' order by m.mapseqno)
            as dictionaries
        from pg_ts_config_map m join pg_ts_dict d on d.oid = m.mapdict
            join pg_namespace dn on dn.oid = d.dictnamespace
            join ts_token_type(g.cfgparser) y on y.tokid = m.maptokentype
        where m.mapcfg = g.oid group by y.tokid, y.alias) x) as mappings,
    pg_get_userbyid(g.cfgowner) as owner
from pg_ts_config g join pg_namespace n on n.oid = g.cfgnamespace
where {scope} and {own:g.oid,pg_ts_config}
