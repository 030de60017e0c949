select l.oid, 0 as sub, 0::oid as parent, n.nspname as schema, l.collname as name,
    format('%I.%I', n.nspname, l.collname) as path,
    concat_ws(', ', 'PROVIDER = ' || case l.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end,
        'LOCALE = ' || quote_literal(l.colliculocale), --@<17
        'LOCALE = ' || quote_literal(l.colllocale), --@17+
        'RULES = ' || quote_literal(l.collicurules), --@16+
        'LC_COLLATE = ' || quote_literal(l.collcollate), 'LC_CTYPE = ' || quote_literal(l.collctype),
        case when not l.collisdeterministic then 'DETERMINISTIC = false' end) as definition,
    pg_get_userbyid(l.collowner) as owner
from pg_collation l join pg_namespace n on n.oid = l.collnamespace
where {scope} and {own:l.oid,pg_collation}
