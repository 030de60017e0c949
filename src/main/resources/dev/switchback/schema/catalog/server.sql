select s.oid, 0 as sub, 0::oid as parent, '' as schema, s.srvname as name, quote_ident(s.srvname) as path,
    quote_literal(s.srvtype) as type, quote_literal(s.srvversion) as version,
    (select quote_ident(f.fdwname) from pg_foreign_data_wrapper f where f.oid = s.srvfdw) as wrapper,
    {fdw:s.srvoptions} as "foreign options",
    pg_get_userbyid(s.srvowner) as owner,
    {acl:s.srvacl,S,s.srvowner} as grants
from pg_foreign_server s
where {own:s.oid,pg_foreign_server}
