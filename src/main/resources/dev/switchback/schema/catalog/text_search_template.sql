select t.oid, 0 as sub, 0::oid as parent, n.nspname as schema, t.tmplname as name,
    format('%I.%I', n.nspname, t.tmplname) as path,
    concat_ws(', ', 'INIT = ' || nullif(t.tmplinit, 0)::regproc, 'LEXIZE = ' || t.tmpllexize) as definition
from pg_ts_template t join pg_namespace n on n.oid = t.tmplnamespace
where {scope} and {own:t.oid,pg_ts_template}
