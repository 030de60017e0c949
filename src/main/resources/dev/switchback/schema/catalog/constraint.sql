select k.oid, 0 as sub, k.conrelid as parent, n.nspname as schema, k.conname as name,
    format('%I on %I.%I', k.conname, n.nspname, c.relname) as path,
    pg_get_constraintdef(k.oid) as definition,
    case when k.coninhcount > 0 and not k.conislocal and k.conparentid = 0 then 'yes' end as inherited,
    case when k.conparentid <> 0 then (
        select format('%I on %I.%I', p.conname, pn.nspname, pc.relname)
        from pg_constraint p join pg_class pc on pc.oid = p.conrelid join pg_namespace pn on pn.oid = pc.relnamespace
        where p.oid = k.conparentid) end as attached,
    case when x.reltablespace <> 0 then (
        select quote_ident(s.spcname) from pg_tablespace s where s.oid = x.reltablespace) end as tablespace,
    case when x.relkind = 'i' then {options:x.reloptions} end as options,
    k.contype::text as "~type",
    x.oid::bigint::text as "~index"
from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_class x on x.oid = k.conindid and k.contype in ('p', 'u', 'x')
where (k.contype in ('p', 'u', 'x', 'c') or k.contype = 'f' and k.conparentid = 0)
    and {scope} and {own:c.oid,pg_class}
    and {touched:c.oid,pg_class} and {touched:k.conrelid,pg_class}
