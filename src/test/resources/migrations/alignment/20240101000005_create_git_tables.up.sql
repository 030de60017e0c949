create table git_sessions (
    id uuid primary key,
    session_type varchar(255) not null,
    branch_name varchar(255) not null,
    base_branch varchar(255),
    status varchar(255) not null,
    metadata jsonb default '{}',
    inserted_at timestamp(0) not null,
    updated_at timestamp(0) not null
);
create index git_sessions_session_type_index on git_sessions (session_type);
create index git_sessions_status_index on git_sessions (status);

create table git_commits (
    id uuid primary key,
    session_id uuid references git_sessions (id) on delete cascade,
    commit_hash varchar(255) not null,
    message text not null
);
