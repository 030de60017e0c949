-- The published procedure for rolling this migration back by hand, step by step, as it is.
DROP INDEX IF EXISTS codebase_snapshots_codebase_id_index;
DROP INDEX IF EXISTS codebase_snapshots_codebase_id_snapshot_id_index;
DROP INDEX IF EXISTS codebase_snapshots_inserted_at_index;
ALTER TABLE codebase_snapshots RENAME TO detection_events;
ALTER TABLE detection_events
  ADD COLUMN event_type VARCHAR(255),
  ADD COLUMN detector VARCHAR(255),
  ADD COLUMN confidence FLOAT,
  ADD COLUMN data JSONB;
UPDATE detection_events
SET
  event_type = COALESCE(metadata->>'event_type', 'unknown'),
  detector = COALESCE(metadata->>'detector', 'unknown'),
  confidence = COALESCE((metadata->>'confidence')::float, 1.0),
  data = metadata
WHERE event_type IS NULL;
UPDATE detection_events SET event_type = 'unknown' WHERE event_type IS NULL;
UPDATE detection_events SET detector = 'unknown' WHERE detector IS NULL;
UPDATE detection_events SET confidence = 1.0 WHERE confidence IS NULL;
UPDATE detection_events SET data = '{}'::jsonb WHERE data IS NULL;
ALTER TABLE detection_events
  ALTER COLUMN event_type SET NOT NULL,
  ALTER COLUMN detector SET NOT NULL,
  ALTER COLUMN confidence SET NOT NULL,
  ALTER COLUMN data SET NOT NULL;
ALTER TABLE detection_events
  DROP COLUMN codebase_id,
  DROP COLUMN snapshot_id,
  DROP COLUMN summary,
  DROP COLUMN detected_technologies,
  DROP COLUMN features;
CREATE INDEX detection_events_event_type_index ON detection_events(event_type);
CREATE INDEX detection_events_detector_index ON detection_events(detector);
CREATE INDEX detection_events_inserted_at_index ON detection_events(inserted_at);

DROP INDEX IF EXISTS git_agent_sessions_agent_id_index;
DROP INDEX IF EXISTS git_agent_sessions_status_index;
DROP INDEX IF EXISTS git_agent_sessions_correlation_id_index;
ALTER TABLE git_agent_sessions RENAME TO git_sessions;
ALTER TABLE git_sessions
  ADD COLUMN session_type VARCHAR(255),
  ADD COLUMN base_branch VARCHAR(255),
  ADD COLUMN metadata JSONB;
UPDATE git_sessions
SET
  session_type = COALESCE(meta->>'session_type', 'unknown'),
  base_branch = meta->>'base_branch',
  metadata = meta
WHERE session_type IS NULL;
UPDATE git_sessions SET session_type = 'unknown' WHERE session_type IS NULL;
UPDATE git_sessions SET status = 'unknown' WHERE status IS NULL;
UPDATE git_sessions SET metadata = '{}'::jsonb WHERE metadata IS NULL;
ALTER TABLE git_sessions
  ALTER COLUMN session_type SET NOT NULL,
  ALTER COLUMN status SET NOT NULL;
ALTER TABLE git_sessions RENAME COLUMN branch TO branch_name;
UPDATE git_sessions SET branch_name = 'unknown' WHERE branch_name IS NULL;
ALTER TABLE git_sessions ALTER COLUMN branch_name SET NOT NULL;
ALTER TABLE git_sessions
  DROP COLUMN agent_id,
  DROP COLUMN workspace_path,
  DROP COLUMN correlation_id,
  DROP COLUMN meta;
CREATE INDEX git_sessions_session_type_index ON git_sessions(session_type);
CREATE INDEX git_sessions_status_index ON git_sessions(status);
DROP TABLE IF EXISTS git_merge_history;
DROP TABLE IF EXISTS git_pending_merges;

CREATE TABLE technology_knowledge (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  technology VARCHAR(255) NOT NULL,
  category VARCHAR(255) NOT NULL,
  name VARCHAR(255) NOT NULL,
  description TEXT,
  template TEXT,
  examples TEXT[] DEFAULT ARRAY[]::text[],
  best_practices TEXT,
  antipatterns TEXT[] DEFAULT ARRAY[]::text[],
  metadata JSONB DEFAULT '{}'::jsonb,
  embedding real[],
  inserted_at TIMESTAMP(6) WITHOUT TIME ZONE NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMP(6) WITHOUT TIME ZONE NOT NULL DEFAULT NOW()
);
INSERT INTO technology_knowledge (
  technology, category, name, description, template, examples,
  best_practices, antipatterns, metadata, inserted_at, updated_at
)
SELECT
  technology_name AS technology,
  technology_type AS category,
  technology_name AS name,
  extended_metadata->>'description' AS description,
  NULL AS template,
  ARRAY[]::text[] AS examples,
  NULL AS best_practices,
  ARRAY[]::text[] AS antipatterns,
  extended_metadata AS metadata,
  created_at,
  updated_at
FROM technology_patterns;
CREATE INDEX technology_knowledge_technology_category_index
  ON technology_knowledge(technology, category);
CREATE INDEX technology_knowledge_name_index ON technology_knowledge(name);
DROP TABLE technology_templates;
DROP TABLE technology_patterns;

DELETE FROM schema_migrations WHERE version = '20250101000014';
