select t.oid, 0 as sub, 0::oid as parent, '' as schema, '' as name,
    format('FOR %s LANGUAGE %I', format_type(t.trftype, null), l.lanname) as path,
    concat_ws(', ', 'FROM SQL WITH FUNCTION ' || nullif(t.trffromsql, 0)::regprocedure,
        'TO SQL WITH FUNCTION ' || nullif(t.trftosql, 0)::regprocedure) as definition
from pg_transform t join pg_language l on l.oid = t.trflang
where {own:t.oid,pg_transform}
