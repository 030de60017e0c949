select p.oid, 0 as sub, 0::oid as parent, n.nspname as schema, p.proname as name,
    format('%I.%I(%s)', n.nspname, p.proname,
        coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')) as path,
    concat_ws(', ', 'SFUNC = ' || g.aggtransfn::text, 'STYPE = ' || format_type(g.aggtranstype, null),
        'SSPACE = ' || nullif(g.aggtransspace, 0), 'FINALFUNC = ' || nullif(g.aggfinalfn::oid, 0)::regproc::text,
        case when g.aggfinalextra then 'FINALFUNC_EXTRA' end,
        'FINALFUNC_MODIFY = ' || case g.aggfinalmodify when 's' then 'SHAREABLE' when 'w' then 'READ_WRITE' end,
        'COMBINEFUNC = ' || nullif(g.aggcombinefn::oid, 0)::regproc::text,
        'SERIALFUNC = ' || nullif(g.aggserialfn::oid, 0)::regproc::text,
        'DESERIALFUNC = ' || nullif(g.aggdeserialfn::oid, 0)::regproc::text,
        'INITCOND = ' || quote_literal(g.agginitval),
        'MSFUNC = ' || nullif(g.aggmtransfn::oid, 0)::regproc::text,
        'MINVFUNC = ' || nullif(g.aggminvtransfn::oid, 0)::regproc::text,
        'MSTYPE = ' || format_type(nullif(g.aggmtranstype, 0), null),
        'MSSPACE = ' || nullif(g.aggmtransspace, 0),
        'MFINALFUNC = ' || nullif(g.aggmfinalfn::oid, 0)::regproc::text,
        case when g.aggmfinalextra then 'MFINALFUNC_EXTRA' end,
        'MINITCOND = ' || quote_literal(g.aggminitval),
        'SORTOP = ' || (select format('OPERATOR(%I.%s)', o.nspname, r.oprname)
            from pg_operator r join pg_namespace o on o.oid = r.oprnamespace where r.oid = g.aggsortop),
        'PARALLEL = ' || case p.proparallel when 's' then 'SAFE' when 'r' then 'RESTRICTED' end,
        case g.aggkind when 'h' then 'HYPOTHETICAL' end) as definition,
    pg_get_userbyid(p.proowner) as owner,
    {acl:p.proacl,f,p.proowner} as grants
from pg_proc p join pg_aggregate g on g.aggfnoid = p.oid join pg_namespace n on n.oid = p.pronamespace
where {scope} and {own:p.oid,pg_proc}
    and {touched:p.oid,pg_proc}
