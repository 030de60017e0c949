-- the old tables are there, and the new ones are not
select to_regclass(name) is not null, name || ' is missing'
from unnest(array['detection_events', 'git_sessions', 'technology_knowledge']) name;

select to_regclass(name) is null, name || ' is still there'
from unnest(array['codebase_snapshots', 'git_agent_sessions', 'git_pending_merges', 'git_merge_history',
    'technology_templates', 'technology_patterns']) name;

-- every row has what it needs
select count(*) = count(event_type), 'event_type is null in ' || count(*) - count(event_type) from detection_events;
select count(*) = count(detector), 'detector is null in ' || count(*) - count(detector) from detection_events;
select count(*) = count(session_type), 'session_type is null in ' || count(*) - count(session_type) from git_sessions;

-- and what looks for rows is there
select to_regclass(name) is not null, name || ' is missing'
from unnest(array['detection_events_event_type_index', 'detection_events_detector_index',
    'detection_events_inserted_at_index', 'git_sessions_session_type_index', 'git_sessions_status_index',
    'technology_knowledge_technology_category_index', 'technology_knowledge_name_index']) name;
