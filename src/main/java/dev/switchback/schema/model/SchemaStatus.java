package dev.switchback.schema.model;

import java.util.List;

/**
 * Where all migrations of a schema stand.
 *
 * @param where the database and the schema, without credentials
 * @param migrations those that are applied in the order of their application, then those that are pending by version
 * @param invalidIndexes indexes that the database does not use, as a failed {@code CREATE INDEX CONCURRENTLY} leaves them
 * @param drift what differs from what the last migration left, a line each; empty for nothing, or if nobody knows
 */
public record SchemaStatus(
        String where, List<MigrationStatus> migrations, List<String> invalidIndexes, List<String> drift) {

    /** Copies the lists. */
    public SchemaStatus {
        migrations = List.copyOf(migrations);
        invalidIndexes = List.copyOf(invalidIndexes);
        drift = List.copyOf(drift);
    }

    /** {@return how many migrations stand so} */
    public long count(Standing standing) {
        return migrations.stream().filter(one -> one.standing() == standing).count();
    }

    /** {@return one sentence: what is so, and what to do if anything} */
    public String sentence() {
        long broken = count(Standing.FAILED) + count(Standing.INTERRUPTED);
        if (broken > 0) {
            MigrationStatus first = migrations.stream()
                    .filter(one -> one.standing() == Standing.FAILED || one.standing() == Standing.INTERRUPTED)
                    .findFirst()
                    .orElseThrow();
            return "%s: %s".formatted(first.title(), first.note());
        }
        String counts = "%d applied, %d pending".formatted(count(Standing.APPLIED), count(Standing.PENDING));
        long foreign = count(Standing.PHANTOM) + count(Standing.CHANGED);
        return foreign == 0
                ? counts
                : "%s, and %d that this checkout does not have as they were run: roll them back with --phantom, or get their branch"
                        .formatted(counts, foreign);
    }
}
