create table detection_events (
    id uuid primary key,
    event_type varchar(255) not null,
    detector varchar(255) not null,
    confidence double precision not null,
    data jsonb not null,
    metadata jsonb default '{}',
    inserted_at timestamp(0) not null,
    updated_at timestamp(0) not null
);
create index detection_events_event_type_index on detection_events (event_type);
create index detection_events_detector_index on detection_events (detector);
create index detection_events_inserted_at_index on detection_events (inserted_at);
