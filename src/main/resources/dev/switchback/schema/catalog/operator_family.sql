select f.oid, 0 as sub, 0::oid as parent, n.nspname as schema, f.opfname as name,
    format('%I.%I USING %I', n.nspname, f.opfname, m.amname) as path,
    l.loose as "loose members",
    l.bound as "members of classes",
    pg_get_userbyid(f.opfowner) as owner
from pg_opfamily f join pg_namespace n on n.oid = f.opfnamespace join pg_am m on m.oid = f.opfmethod
    left join lateral (
        select string_agg(e.said, e'\n' order by e.said) filter (where e.of = 'pg_opfamily'::regclass) as loose,
            string_agg(e.said, e'\n' order by e.said) filter (where e.of = 'pg_opclass'::regclass) as bound
        from (
            select d.refclassid as of, o.amoplefttype as one, o.amoprighttype as other,
                format('OPERATOR %s %I.%s (%s, %s)', o.amopstrategy, rn.nspname, r.oprname,
                    format_type(o.amoplefttype, null), format_type(o.amoprighttype, null))
                || coalesce((select format(' FOR ORDER BY %I.%I', sn.nspname, s.opfname) from pg_opfamily s
                    join pg_namespace sn on sn.oid = s.opfnamespace where s.oid = o.amopsortfamily), '') as said
            from pg_amop o join pg_operator r on r.oid = o.amopopr join pg_namespace rn on rn.oid = r.oprnamespace
                join pg_depend d on d.classid = 'pg_amop'::regclass and d.objid = o.oid
            where o.amopfamily = f.oid
            union all select d.refclassid, p.amproclefttype, p.amprocrighttype,
                format('FUNCTION %s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, null),
                    format_type(p.amprocrighttype, null), p.amproc::regprocedure)
            from pg_amproc p join pg_depend d on d.classid = 'pg_amproc'::regclass and d.objid = p.oid
            where p.amprocfamily = f.oid) e
        where not exists (select from pg_opclass c
            where c.opcfamily = f.oid and c.opcintype = e.one and c.opcintype = e.other)) l on true
where {scope} and {own:f.oid,pg_opfamily}
