select r.oid, 0 as sub, r.ev_class as parent, n.nspname as schema, r.rulename as name,
    format('%I on %I.%I', r.rulename, n.nspname, c.relname) as path,
    rtrim(substr(pg_get_ruledef(r.oid), 1 + length(format('CREATE RULE %I', r.rulename))), ';') as definition,
    case r.ev_enabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' when 'A' then 'ENABLE ALWAYS' end
        as enabled
from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
where not (r.rulename = '_RETURN' and c.relkind in ('v', 'm')) and {scope} and {own:c.oid,pg_class}
    and {touched:c.oid,pg_class}
