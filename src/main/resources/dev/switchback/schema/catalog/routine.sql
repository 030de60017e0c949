select p.oid, 0 as sub, 0::oid as parent, n.nspname as schema, p.proname as name,
    format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as path,
    case p.prokind when 'p' then 'PROCEDURE' else 'FUNCTION' end as routine,
    substr(pg_get_functiondef(p.oid), 1 + length(format('CREATE OR REPLACE %s %I.%I',
        case p.prokind when 'p' then 'PROCEDURE' else 'FUNCTION' end, n.nspname, p.proname))) as definition,
    pg_get_userbyid(p.proowner) as owner,
    {acl:p.proacl,f,p.proowner} as grants
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where p.prokind in ('f', 'p', 'w')
    and not exists (select from pg_depend i where i.classid = 'pg_proc'::regclass and i.objid = p.oid
        and i.deptype = 'i')
    and {scope} and {own:p.oid,pg_proc}
    and {touched:p.oid,pg_proc}
