select c.oid, 0 as sub, 0::oid as parent, n.nspname as schema, c.opcname as name,
    format('%I.%I USING %I', n.nspname, c.opcname, m.amname) as path,
    format('%sFOR TYPE %s USING %I FAMILY %I.%I AS %s', case when c.opcdefault then 'DEFAULT ' else '' end,
        format_type(c.opcintype, null), m.amname, fn.nspname, f.opfname, concat_ws(', ',
        (select string_agg(format('OPERATOR %s %I.%s (%s, %s)', o.amopstrategy, rn.nspname, r.oprname,
                format_type(o.amoplefttype, null), format_type(o.amoprighttype, null)), ', ' order by o.amopstrategy)
            from pg_amop o join pg_operator r on r.oid = o.amopopr join pg_namespace rn on rn.oid = r.oprnamespace
            where o.amopfamily = f.oid and o.amoplefttype = c.opcintype and o.amoprighttype = c.opcintype),
        (select string_agg(format('FUNCTION %s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, null),
                format_type(p.amprocrighttype, null), p.amproc::regprocedure), ', ' order by p.amprocnum)
            from pg_amproc p where p.amprocfamily = f.oid and p.amproclefttype = c.opcintype
                and p.amprocrighttype = c.opcintype),
        'STORAGE ' || format_type(nullif(c.opckeytype, 0), null))) as definition,
    pg_get_userbyid(c.opcowner) as owner
from pg_opclass c join pg_namespace n on n.oid = c.opcnamespace join pg_am m on m.oid = c.opcmethod
    join pg_opfamily f on f.oid = c.opcfamily join pg_namespace fn on fn.oid = f.opfnamespace
where {scope} and {own:c.oid,pg_opclass}
