select k.oid, 0 as sub, k.contypid as parent, n.nspname as schema, k.conname as name,
    format('%I on domain %I.%I', k.conname, n.nspname, t.typname) as path,
    pg_get_constraintdef(k.oid) as definition
from pg_constraint k join pg_type t on t.oid = k.contypid join pg_namespace n on n.oid = t.typnamespace
where k.contype = 'c' and {scope} and {own:t.oid,pg_type}
    and {touched:t.oid,pg_type}
