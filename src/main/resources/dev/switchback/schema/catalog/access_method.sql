select m.oid, 0 as sub, 0::oid as parent, '' as schema, m.amname as name, quote_ident(m.amname) as path,
    format('TYPE %s HANDLER %s', case m.amtype when 't' then 'TABLE' else 'INDEX' end, m.amhandler) as definition
from pg_am m
where m.oid >= 16384 and {own:m.oid,pg_am}
