-- What was detected becomes a snapshot of a codebase; what has no column there any more goes on in its metadata.
drop index detection_events_event_type_index, detection_events_detector_index, detection_events_inserted_at_index;
alter table detection_events rename to codebase_snapshots;
alter table codebase_snapshots
    add column codebase_id varchar(255),
    add column snapshot_id integer,
    add column summary jsonb,
    add column detected_technologies text[],
    add column features jsonb;
update codebase_snapshots
set metadata = data || coalesce(metadata, '{}')
        || jsonb_build_object('event_type', event_type, 'detector', detector, 'confidence', confidence),
    summary = '{}',
    detected_technologies = '{}',
    features = '{}';
alter table codebase_snapshots
    drop column event_type,
    drop column detector,
    drop column confidence,
    drop column data;
create index codebase_snapshots_codebase_id_index on codebase_snapshots (codebase_id);
create unique index codebase_snapshots_codebase_id_snapshot_id_index on codebase_snapshots (codebase_id, snapshot_id);
create index codebase_snapshots_inserted_at_index on codebase_snapshots (inserted_at);

-- Sessions belong to agents now.
drop index git_sessions_session_type_index, git_sessions_status_index;
alter table git_sessions rename to git_agent_sessions;
alter table git_agent_sessions
    add column agent_id varchar(255),
    add column workspace_path text,
    add column correlation_id varchar(255),
    add column meta jsonb;
update git_agent_sessions
set meta = coalesce(metadata, '{}')
        || jsonb_build_object('session_type', session_type, 'base_branch', base_branch),
    agent_id = 'migrated_' || id;
alter table git_agent_sessions rename column branch_name to branch;
alter table git_agent_sessions
    alter column branch drop not null,
    alter column status drop not null,
    drop column session_type,
    drop column base_branch,
    drop column metadata;
create unique index git_agent_sessions_agent_id_index on git_agent_sessions (agent_id);
create index git_agent_sessions_status_index on git_agent_sessions (status);
create index git_agent_sessions_correlation_id_index on git_agent_sessions (correlation_id);

create table git_pending_merges (
    id bigserial primary key,
    branch varchar(255) not null unique,
    agent_id varchar(255) not null,
    meta jsonb default '{}',
    inserted_at timestamp not null default now()
);
create table git_merge_history (
    id bigserial primary key,
    branch varchar(255) not null,
    status varchar(255) not null,
    details jsonb default '{}',
    inserted_at timestamp not null default now()
);
create index git_merge_history_branch_index on git_merge_history (branch);

-- What was known of technologies is split in two: every row says how to find it, some say what to make of it.
create table technology_templates (
    id bigserial primary key,
    identifier varchar(255) not null unique,
    category varchar(255) not null,
    template jsonb not null,
    metadata jsonb default '{}',
    inserted_at timestamp not null default now(),
    updated_at timestamp not null default now()
);
create index technology_templates_category_index on technology_templates (category);
create table technology_patterns (
    id bigserial primary key,
    technology_name varchar(255) not null,
    technology_type varchar(255) not null,
    extended_metadata jsonb,
    created_at timestamp not null default now(),
    updated_at timestamp not null default now()
);
create unique index technology_patterns_name_type_index on technology_patterns (technology_name, technology_type);
insert into technology_templates (identifier, category, template, metadata, inserted_at, updated_at)
select technology || '/' || name, category, jsonb_build_object('template', template, 'examples', examples),
    coalesce(metadata, '{}'), inserted_at, updated_at
from technology_knowledge
where template is not null;
insert into technology_patterns (technology_name, technology_type, extended_metadata, created_at, updated_at)
select technology, category,
    coalesce(metadata, '{}') || jsonb_build_object('name', name, 'description', description),
    inserted_at, updated_at
from technology_knowledge;
drop table technology_knowledge;
