select classoid::regclass::text, objoid, objsubid, description from pg_description where objoid >= 16384
union all select 'pg_namespace', objoid, objsubid, description from pg_description
    where objoid in (select oid from pg_namespace where oid < 16384) and classoid = 'pg_namespace'::regclass
