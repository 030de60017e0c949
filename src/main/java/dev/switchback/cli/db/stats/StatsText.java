package dev.switchback.cli.db.stats;

import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.TextTable;
import dev.switchback.schema.RecordedAttempt;
import dev.switchback.schema.RecordedAttempt.Told;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Migrations and branches by their rollbacks.
 *
 * @param attempts how many attempts there are in all
 * @param migrations those that are shown
 * @param branches likewise
 */
record StatsText(long attempts, List<Ranked<Migration>> migrations, List<Ranked<String>> branches) {

    /** One migration of one database: the same version may be in several. */
    record Migration(String where, String version, String title) {

        static Migration of(RecordedAttempt attempt) {
            return new Migration(attempt.where(), attempt.version(), attempt.title());
        }
    }

    /** {@return the first of both lists} */
    static StatsText of(List<Told> attempts, int limit) {
        return new StatsText(
                attempts.size(),
                Ranked.of(attempts, Migration::of).stream().limit(limit).toList(),
                Ranked.of(attempts, RecordedAttempt::branch).stream()
                        .limit(limit)
                        .toList());
    }

    Fields fields(Fields head) {
        return head.put("attempts", attempts)
                .put("migrations", migrations.stream().map(StatsText::migration).toList())
                .put("branches", branches.stream().map(StatsText::branch).toList());
    }

    private static Fields migration(Ranked<Migration> one) {
        return figures(
                        Fields.of()
                                .put("version", one.what().version())
                                .put("migration", one.what().title())
                                .put("where", one.what().where()),
                        one)
                .put("branches", names(one));
    }

    private static Fields branch(Ranked<String> one) {
        long titles = Ranked.of(one.attempts(), Migration::of).size();
        return figures(Fields.of().put("branch", one.what()), one).put("migrations", titles);
    }

    private static Fields figures(Fields fields, Ranked<?> one) {
        return fields.put("rollbacks", one.rollbacks())
                .put("failed", one.failed())
                .put("last", one.last())
                .put("medianMillis", one.median().map(Duration::toMillis))
                .put("totalMillis", one.total().toMillis());
    }

    private static List<String> names(Ranked<Migration> one) {
        return one.attempts().stream()
                .map(told -> told.attempt().branch())
                .distinct()
                .toList();
    }

    List<String> lines() {
        if (attempts == 0) {
            return List.of("no rollback of a migration is recorded");
        }
        boolean several =
                migrations.stream().map(one -> one.what().where()).distinct().count() > 1;
        TextTable table =
                new TextTable("migration", "rollbacks", "failed", "last", "median ms", "total ms", "branches");
        migrations.forEach(one -> row(
                table,
                several
                        ? "%s (%s)".formatted(one.what().title(), one.what().where())
                        : one.what().title(),
                one,
                String.join(", ", names(one))));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        TextTable second =
                new TextTable("branch", "rollbacks", "failed", "last", "median ms", "total ms", "migrations");
        branches.forEach(one -> row(
                second,
                one.what(),
                one,
                Ranked.of(one.attempts(), Migration::of).size()));
        lines.addAll(second.lines());
        return lines;
    }

    private static void row(TextTable table, String name, Ranked<?> one, Object rest) {
        table.row(
                name,
                one.rollbacks(),
                one.failed(),
                one.last().truncatedTo(ChronoUnit.SECONDS),
                one.median().map(Duration::toMillis).orElse(null),
                one.total().toMillis(),
                rest);
    }
}
