select c.oid, 0 as sub, 0::oid as parent, '' as schema, '' as name,
    format('(%s AS %s)', format_type(c.castsource, null), format_type(c.casttarget, null)) as path,
    case c.castmethod when 'f' then 'WITH FUNCTION ' || c.castfunc::regprocedure::text
        when 'i' then 'WITH INOUT' else 'WITHOUT FUNCTION' end
        || case c.castcontext when 'a' then ' AS ASSIGNMENT' when 'i' then ' AS IMPLICIT' else '' end as definition
from pg_cast c
where c.oid >= 16384 and {own:c.oid,pg_cast}
