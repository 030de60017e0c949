insert into detection_events
select gen_random_uuid(), 'framework', 'scanner', 0.25, jsonb_build_object('at', n), '{"by": "night job"}', now(), now()
from generate_series(1, 40) n;
insert into git_sessions
select ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, 'feature', 'branch/' || n,
    case when n % 2 = 0 then 'main' end, 'active', '{"agent": "kim"}', now(), now()
from generate_series(1, 12) n;
insert into git_commits
select gen_random_uuid(), id, 'c0ffee', 'work' from git_sessions where base_branch is null;
insert into technology_knowledge
select gen_random_uuid(), 'tech ' || n, 'framework', 'name ' || n, 'about ' || n,
    case when n <= 3 then 'module {{name}}' end, array['an example'], 'keep it small', array['a god object'],
    '{"stars": 5}', array[0.5, 0.25], now(), now()
from generate_series(1, 8) n;
