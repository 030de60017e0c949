select u.umid as oid, 0 as sub, u.srvid as parent, '' as schema, u.usename as name,
    format('FOR %s SERVER %I', case u.umuser when 0 then 'PUBLIC' else quote_ident(u.usename) end, u.srvname) as path,
    md5(array_to_string(u.umoptions, chr(10))) as "digest of options"
from pg_user_mappings u
