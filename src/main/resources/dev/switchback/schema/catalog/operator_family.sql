select f.oid, 0 as sub, 0::oid as parent, n.nspname as schema, f.opfname as name,
    format('%I.%I USING %I', n.nspname, f.opfname, m.amname) as path,
    pg_get_userbyid(f.opfowner) as owner
from pg_opfamily f join pg_namespace n on n.oid = f.opfnamespace join pg_am m on m.oid = f.opfmethod
where {scope} and {own:f.oid,pg_opfamily}
