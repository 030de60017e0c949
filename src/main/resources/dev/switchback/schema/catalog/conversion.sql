select c.oid, 0 as sub, 0::oid as parent, n.nspname as schema, c.conname as name,
    format('%I.%I', n.nspname, c.conname) as path,
    case when c.condefault then 'yes' end as "default",
    format('FOR %L TO %L FROM %s', pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding),
        c.conproc) as definition,
    pg_get_userbyid(c.conowner) as owner
from pg_conversion c join pg_namespace n on n.oid = c.connamespace
where {scope} and {own:c.oid,pg_conversion}
