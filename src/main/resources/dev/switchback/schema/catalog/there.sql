select 'pg_class', array_agg(oid::bigint) from pg_class where oid >= 16384
union all select 'pg_constraint', array_agg(oid::bigint) from pg_constraint where oid >= 16384
union all select 'pg_trigger', array_agg(oid::bigint) from pg_trigger where not tgisinternal
union all select 'pg_policy', array_agg(oid::bigint) from pg_policy
union all select 'pg_rewrite', array_agg(oid::bigint) from pg_rewrite where oid >= 16384
union all select 'pg_statistic_ext', array_agg(oid::bigint) from pg_statistic_ext
union all select 'pg_type', array_agg(oid::bigint) from pg_type where oid >= 16384
union all select 'pg_enum', array_agg(oid::bigint) from pg_enum
union all select 'pg_proc', array_agg(oid::bigint) from pg_proc where oid >= 16384
