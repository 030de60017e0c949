select o.oid, 0 as sub, 0::oid as parent, n.nspname as schema, o.oprname as name,
    format('%I.%s (%s, %s)', n.nspname, o.oprname, coalesce(format_type(nullif(o.oprleft, 0), null), 'NONE'),
        format_type(o.oprright, null)) as path,
    concat_ws(', ', 'FUNCTION = ' || o.oprcode::text, 'LEFTARG = ' || format_type(nullif(o.oprleft, 0), null),
        'RIGHTARG = ' || format_type(o.oprright, null),
        'COMMUTATOR = ' || (select format('OPERATOR(%I.%s)', m.nspname, r.oprname)
            from pg_operator r join pg_namespace m on m.oid = r.oprnamespace where r.oid = o.oprcom),
        'NEGATOR = ' || (select format('OPERATOR(%I.%s)', m.nspname, r.oprname)
            from pg_operator r join pg_namespace m on m.oid = r.oprnamespace where r.oid = o.oprnegate),
        'RESTRICT = ' || nullif(o.oprrest::oid, 0)::regproc::text,
        'JOIN = ' || nullif(o.oprjoin::oid, 0)::regproc::text,
        case when o.oprcanhash then 'HASHES' end, case when o.oprcanmerge then 'MERGES' end) as definition,
    format('%I.%s', n.nspname, o.oprname) as "~symbol",
    pg_get_userbyid(o.oprowner) as owner
from pg_operator o join pg_namespace n on n.oid = o.oprnamespace
where o.oprcode <> 0 and {scope} and {own:o.oid,pg_operator}
