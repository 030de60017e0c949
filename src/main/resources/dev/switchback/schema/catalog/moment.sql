select d.oid, pg_snapshot_xmin(pg_current_snapshot())::xid::text,
    current_setting('search_path'), current_setting('plan_cache_mode'),
    set_config('search_path', 'pg_catalog', false), set_config('plan_cache_mode', 'force_generic_plan', false)
from pg_catalog.pg_database d where d.datname = current_database()
