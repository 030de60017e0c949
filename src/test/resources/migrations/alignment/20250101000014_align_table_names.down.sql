-- Every table as it was, but for the order of columns, which PostgreSQL cannot change. What cannot come back: the
-- embedding, examples, practices and template of what was known of technologies, and what only the new columns held.
drop index codebase_snapshots_codebase_id_index, codebase_snapshots_codebase_id_snapshot_id_index,
    codebase_snapshots_inserted_at_index;
alter table codebase_snapshots rename to detection_events;
alter table detection_events
    add column event_type varchar(255),
    add column detector varchar(255),
    add column confidence double precision,
    add column data jsonb;
update detection_events
set event_type = coalesce(metadata ->> 'event_type', 'unknown'),
    detector = coalesce(metadata ->> 'detector', 'unknown'),
    confidence = coalesce((metadata ->> 'confidence')::double precision, 1),
    data = coalesce(metadata, '{}');
alter table detection_events
    alter column event_type set not null,
    alter column detector set not null,
    alter column confidence set not null,
    alter column data set not null,
    drop column codebase_id,
    drop column snapshot_id,
    drop column summary,
    drop column detected_technologies,
    drop column features;
create index detection_events_event_type_index on detection_events (event_type);
create index detection_events_detector_index on detection_events (detector);
create index detection_events_inserted_at_index on detection_events (inserted_at);

drop index git_agent_sessions_agent_id_index, git_agent_sessions_status_index,
    git_agent_sessions_correlation_id_index;
alter table git_agent_sessions rename to git_sessions;
alter table git_sessions rename column branch to branch_name;
alter table git_sessions
    add column session_type varchar(255),
    add column base_branch varchar(255),
    add column metadata jsonb;
update git_sessions
set session_type = coalesce(meta ->> 'session_type', 'unknown'),
    base_branch = meta ->> 'base_branch',
    metadata = coalesce(meta, '{}'),
    status = coalesce(status, 'unknown'),
    branch_name = coalesce(branch_name, 'unknown');
alter table git_sessions
    alter column session_type set not null,
    alter column status set not null,
    alter column branch_name set not null,
    alter column metadata set default '{}',
    drop column agent_id,
    drop column workspace_path,
    drop column correlation_id,
    drop column meta;
create index git_sessions_session_type_index on git_sessions (session_type);
create index git_sessions_status_index on git_sessions (status);
drop table git_merge_history;
drop table git_pending_merges;

create table technology_knowledge (
    id uuid primary key,
    technology varchar(255) not null,
    category varchar(255) not null,
    name varchar(255) not null,
    description text,
    template text,
    examples text[] default array[]::text[],
    best_practices text,
    antipatterns varchar(255)[] default array[]::varchar[],
    metadata jsonb default '{}',
    embedding real[],
    inserted_at timestamp(0) not null,
    updated_at timestamp(0) not null
);
insert into technology_knowledge (
    id, technology, category, name, description, metadata, inserted_at, updated_at)
select gen_random_uuid(), technology_name, technology_type, technology_name, extended_metadata ->> 'description',
    extended_metadata, created_at, updated_at
from technology_patterns;
create index technology_knowledge_technology_category_index on technology_knowledge (technology, category);
create index technology_knowledge_name_index on technology_knowledge (name);
drop table technology_templates;
drop table technology_patterns;
