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
create index technology_knowledge_technology_category_index on technology_knowledge (technology, category);
create index technology_knowledge_name_index on technology_knowledge (name);
