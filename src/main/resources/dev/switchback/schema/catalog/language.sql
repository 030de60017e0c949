select l.oid, 0 as sub, 0::oid as parent, '' as schema, l.lanname as name, quote_ident(l.lanname) as path,
    case when l.lanpltrusted then 'yes' end as trusted,
    concat_ws(' ', 'HANDLER ' || nullif(l.lanplcallfoid, 0)::regproc, 'INLINE ' || nullif(l.laninline, 0)::regproc,
        'VALIDATOR ' || nullif(l.lanvalidator, 0)::regproc) as definition,
    pg_get_userbyid(l.lanowner) as owner,
    {acl:l.lanacl,l,l.lanowner} as grants
from pg_language l
where l.oid >= 16384 and {own:l.oid,pg_language}
