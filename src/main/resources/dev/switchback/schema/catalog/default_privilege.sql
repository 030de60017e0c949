select d.oid, 0 as sub, d.defaclnamespace as parent, coalesce(n.nspname, '') as schema,
    d.defaclobjtype::text as name,
    format('FOR ROLE %I%s ON %s', pg_get_userbyid(d.defaclrole), ' IN SCHEMA ' || quote_ident(n.nspname),
        case d.defaclobjtype when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then 'FUNCTIONS'
            when 'T' then 'TYPES' when 'n' then 'SCHEMAS' else 'LARGE OBJECTS' end) as path,
    pg_get_userbyid(d.defaclrole) as role,
    coalesce((select string_agg(a::text, ' ' order by a::text) from unnest(d.defaclacl) a), '-') as grants,
    case when d.defaclnamespace = 0 then (select string_agg(a::text, ' ' order by a::text)
        from unnest(acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end, d.defaclrole)) a)
        else '-' end as "~default"
from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace
where (d.defaclnamespace = 0 or {scope})
