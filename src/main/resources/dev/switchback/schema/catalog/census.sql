with known as (select ?::oid[] as newest)
select 'pg_class', count(*), count(*) filter (where oid <= (select newest[1] from known)), max(oid)::bigint
    from pg_class where oid >= 16384
union all select 'pg_constraint', count(*), count(*) filter (where oid <= (select newest[2] from known)), max(oid)::bigint
    from pg_constraint where oid >= 16384
union all select 'pg_trigger', count(*), count(*) filter (where oid <= (select newest[3] from known)), max(oid)::bigint
    from pg_trigger where not tgisinternal
union all select 'pg_policy', count(*), count(*) filter (where oid <= (select newest[4] from known)), max(oid)::bigint
    from pg_policy
union all select 'pg_rewrite', count(*), count(*) filter (where oid <= (select newest[5] from known)), max(oid)::bigint
    from pg_rewrite where oid >= 16384
union all select 'pg_statistic_ext', count(*), count(*) filter (where oid <= (select newest[6] from known)), max(oid)::bigint
    from pg_statistic_ext
union all select 'pg_type', count(*), count(*) filter (where oid <= (select newest[7] from known)), max(oid)::bigint
    from pg_type where oid >= 16384
union all select 'pg_enum', count(*), count(*) filter (where oid <= (select newest[8] from known)), max(oid)::bigint
    from pg_enum
union all select 'pg_proc', count(*), count(*) filter (where oid <= (select newest[9] from known)), max(oid)::bigint
    from pg_proc where oid >= 16384
