select e.oid, 0 as sub, e.enumtypid as parent, n.nspname as schema, e.enumlabel as name,
    format('%L of %I.%I', e.enumlabel, n.nspname, t.typname) as path,
    (row_number() over (partition by e.enumtypid order by e.enumsortorder))::text as position
from pg_enum e join pg_type t on t.oid = e.enumtypid join pg_namespace n on n.oid = t.typnamespace
where {scope} and {own:t.oid,pg_type}
    and {touched:t.oid,pg_type}
