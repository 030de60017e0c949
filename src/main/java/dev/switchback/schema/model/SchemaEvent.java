package dev.switchback.schema.model;

import dev.switchback.event.CleanText;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rollback of database migrations tells: after each start exactly one finish or, of a single migration, one
 * failed.
 */
public sealed interface SchemaEvent extends MigrationEvent {

    /**
     * Which migration, and where.
     *
     * @param version its version
     * @param title its version and name
     * @param file what its up script is called
     * @param branch the branch that it was applied from
     * @param database what the database is called
     * @param schema the schema, if one was named
     * @param dryRun whether it is only tried out
     */
    record Subject(
            String version,
            String title,
            String file,
            String branch,
            String database,
            Optional<String> schema,
            boolean dryRun) {

        Map<String, Object> payload() {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("migration_version", version);
            payload.put("migration_name", title);
            payload.put("migration_filename", file);
            payload.put("branch", branch);
            payload.put("database", database);
            payload.put("schema", schema.orElse(null));
            payload.put("dry_run", dryRun);
            return payload;
        }
    }

    /**
     * One migration begins to be rolled back.
     *
     * @param migration what the whole is called: {@code schema:primary}
     * @param at when
     * @param subject which, and where
     */
    record MigrationStarted(String migration, Instant at, Subject subject) implements SchemaEvent {

        @Override
        public String name() {
            return "switchback.rollback_migration.start";
        }

        @Override
        public Map<String, Object> payload() {
            return subject.payload();
        }
    }

    /**
     * One migration was rolled back.
     *
     * @param migration what the whole is called
     * @param at when
     * @param subject which, and where
     * @param duration how long it took
     */
    record MigrationFinished(String migration, Instant at, Subject subject, Duration duration) implements SchemaEvent {

        @Override
        public String name() {
            return "switchback.rollback_migration.finish";
        }

        @Override
        public Map<String, Object> payload() {
            Map<String, Object> payload = subject.payload();
            payload.put("duration", duration.toMillis());
            return payload;
        }
    }

    /**
     * One migration was not rolled back.
     *
     * @param migration what the whole is called
     * @param at when
     * @param subject which, and where
     * @param duration how long it took
     * @param failure what stood in the way
     */
    record MigrationFailed(String migration, Instant at, Subject subject, Duration duration, Failure failure)
            implements SchemaEvent {

        @Override
        public String name() {
            return "switchback.rollback_migration.failed";
        }

        @Override
        public Severity severity() {
            return subject.dryRun() ? Severity.WARNING : Severity.CRITICAL;
        }

        @Override
        public Map<String, Object> payload() {
            Map<String, Object> payload = subject.payload();
            payload.put("duration", duration.toMillis());
            payload.put("exception", failure.exception());
            payload.put("error_message", failure.message());
            return payload;
        }
    }

    /**
     * What stood in the way.
     *
     * @param exception the class of what was thrown
     * @param message what was said, cleaned: on one line, without colours and without secrets
     */
    record Failure(String exception, String message) {

        /** Cleans what was said. */
        public Failure {
            message = CleanText.of(message);
        }
    }

    /**
     * What a batch is about.
     *
     * @param phantoms how many of its migrations the checkout does not have
     * @param databases what the databases are called
     * @param schemas the schemas, if any were named
     * @param manual whether a person confirmed it
     * @param dryRun whether it is only tried out
     */
    record Batch(int phantoms, List<String> databases, List<String> schemas, boolean manual, boolean dryRun) {

        /** Copies the lists. */
        public Batch {
            databases = List.copyOf(databases);
            schemas = List.copyOf(schemas);
        }

        Map<String, Object> payload() {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("databases", databases);
            payload.put("schemas", schemas.isEmpty() ? null : schemas);
            payload.put("manual_mode", manual);
            payload.put("dry_run", dryRun);
            return payload;
        }
    }

    /**
     * Several migrations begin to be rolled back.
     *
     * @param migration what the whole is called
     * @param at when
     * @param batch what it is about
     */
    record BatchStarted(String migration, Instant at, Batch batch) implements SchemaEvent {

        @Override
        public String name() {
            return "switchback.rollback_branches.start";
        }

        @Override
        public Object subject() {
            return batch;
        }

        @Override
        public Map<String, Object> payload() {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("phantom_migrations_count", batch.phantoms());
            payload.putAll(batch.payload());
            return payload;
        }
    }

    /**
     * Several migrations were rolled back, or some of them.
     *
     * @param migration what the whole is called
     * @param at when
     * @param batch what it is about
     * @param done how many were
     * @param failed how many were not
     * @param duration how long it took
     */
    record BatchFinished(String migration, Instant at, Batch batch, int done, int failed, Duration duration)
            implements SchemaEvent {

        @Override
        public String name() {
            return "switchback.rollback_branches.finish";
        }

        @Override
        public Object subject() {
            return batch;
        }

        @Override
        public Severity severity() {
            return failed > 0 ? Severity.WARNING : Severity.INFO;
        }

        @Override
        public Map<String, Object> payload() {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("rolled_back_count", done);
            payload.put("failed_count", failed);
            payload.putAll(batch.payload());
            payload.put("duration", duration.toMillis());
            return payload;
        }
    }
}
