select t.oid, 0 as sub, t.tgrelid as parent, n.nspname as schema, t.tgname as name,
    format('%I on %I.%I', t.tgname, n.nspname, c.relname) as path,
    case when t.tgconstraint <> 0 then 'yes' end as "constraint",
    case when t.tgparentid <> 0 then 'yes' end as cloned,
    case when t.tgparentid = 0 then substr(pg_get_triggerdef(t.oid), 1 + length(format('CREATE %sTRIGGER %I',
        case when t.tgconstraint <> 0 then 'CONSTRAINT ' else '' end, t.tgname))) end as definition,
    case t.tgenabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' when 'A' then 'ENABLE ALWAYS'
        else case when t.tgparentid <> 0 then 'ENABLE' end end as enabled,
    case o.tgenabled when 'D' then 'DISABLE' when 'R' then 'ENABLE REPLICA' when 'A' then 'ENABLE ALWAYS' when 'O' then 'ENABLE'
        end as "~original"
from pg_trigger t left join pg_trigger o on o.oid = t.tgparentid join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
where not t.tgisinternal and (t.tgparentid = 0 or t.tgenabled <> o.tgenabled) and {scope} and {own:c.oid,pg_class} and {own:t.oid,pg_trigger}
    and {touched:c.oid,pg_class}
