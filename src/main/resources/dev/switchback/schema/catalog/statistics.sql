select s.oid, 0 as sub, s.stxrelid as parent, n.nspname as schema, s.stxname as name,
    format('%I.%I', n.nspname, s.stxname) as path,
    substr(pg_get_statisticsobjdef(s.oid), 1 + length(format('CREATE STATISTICS %I.%I', n.nspname, s.stxname)))
        as definition,
    nullif(s.stxstattarget, -1)::text as target,
    pg_get_userbyid(s.stxowner) as owner
from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace
where {scope} and {own:s.oid,pg_statistic_ext}
    and {touched:s.stxrelid,pg_class}
