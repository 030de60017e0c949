select p.oid, 0 as sub, p.polrelid as parent, n.nspname as schema, p.polname as name,
    format('%I on %I.%I', p.polname, n.nspname, c.relname) as path,
    case when not p.polpermissive then 'yes' end as restrictive,
    case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE'
        else 'ALL' end as command,
    (select string_agg(case r.id when 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(r.id)) end, ', '
        order by pg_get_userbyid(r.id)) from unnest(p.polroles) r(id)) as roles,
    pg_get_expr(p.polqual, p.polrelid) as "using",
    pg_get_expr(p.polwithcheck, p.polrelid) as "with check"
from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
where {scope} and {own:c.oid,pg_class}
    and {touched:c.oid,pg_class}
