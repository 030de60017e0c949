select p.oid, 0 as sub, 0::oid as parent, n.nspname as schema, p.prsname as name,
    format('%I.%I', n.nspname, p.prsname) as path,
    concat_ws(', ', 'START = ' || p.prsstart, 'GETTOKEN = ' || p.prstoken, 'END = ' || p.prsend,
        'LEXTYPES = ' || p.prslextype, 'HEADLINE = ' || nullif(p.prsheadline, 0)::regproc) as definition
from pg_ts_parser p join pg_namespace n on n.oid = p.prsnamespace
where {scope} and {own:p.oid,pg_ts_parser}
