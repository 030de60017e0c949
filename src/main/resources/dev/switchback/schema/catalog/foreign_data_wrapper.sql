select f.oid, 0 as sub, 0::oid as parent, '' as schema, f.fdwname as name, quote_ident(f.fdwname) as path,
    concat_ws(' ', 'HANDLER ' || nullif(f.fdwhandler, 0)::regproc::text,
        'VALIDATOR ' || nullif(f.fdwvalidator, 0)::regproc::text) as definition,
    {fdw:f.fdwoptions} as "foreign options",
    pg_get_userbyid(f.fdwowner) as owner,
    {acl:f.fdwacl,F,f.fdwowner} as grants
from pg_foreign_data_wrapper f
where {own:f.oid,pg_foreign_data_wrapper}
