package dev.switchback.cli.db;

import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.model.SchemaStatus;
import dev.switchback.schema.model.Standing;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.model.UpReport;
import dev.switchback.schema.track.TrackedMigration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of migrations, as lines for people and as fields for programs. */
final class DbText {

    private DbText() {}

    static List<String> lines(SchemaStatus status, Instant now) {
        List<String> lines = new ArrayList<>(
                List.of("%s: %s".formatted(SafeText.of(status.where()), SafeText.of(status.sentence())), ""));
        for (MigrationStatus one : status.migrations()) {
            lines.add("  %s %s (%s)"
                    .formatted(mark(one.standing()), SafeText.of(one.title()), SafeText.of(said(one, now))));
        }
        status.invalidIndexes()
                .forEach(
                        index -> lines.add("invalid index %s: drop it, or make it anew".formatted(SafeText.of(index))));
        status.drift().forEach(line -> lines.add(SafeText.of(line)));
        return lines;
    }

    private static String mark(Standing standing) {
        return switch (standing) {
            case APPLIED -> "✅";
            case PENDING -> "⬜";
            case PHANTOM, CHANGED -> "👻";
            case RUNNING -> "⏳";
            default -> "❌";
        };
    }

    private static String said(MigrationStatus one, Instant now) {
        List<String> parts = new ArrayList<>(List.of(one.standing().text()));
        one.row().ifPresent(row -> {
            if (one.standing() == Standing.APPLIED || one.isPhantom()) {
                parts.set(0, "%s %s ago".formatted(one.standing().text(), ago(row, now)));
                parts.add("branch %s".formatted(row.origin().branch()));
                parts.add(row.down()
                        .map(down -> "down of a %s, %s".formatted(down.origin().text(), down.verdict()))
                        .orElse("no down"));
            }
        });
        if (!one.note().isEmpty()) {
            parts.add(one.note());
        }
        return String.join(", ", parts);
    }

    private static String ago(TrackedMigration row, Instant now) {
        Duration age = Duration.between(row.run().appliedAt(), now);
        if (age.toDays() > 0) {
            return counted(age.toDays(), "day");
        }
        return age.toHours() > 0 ? counted(age.toHours(), "hour") : counted(Math.max(0, age.toMinutes()), "minute");
    }

    private static String counted(long count, String unit) {
        return "%d %s%s".formatted(count, unit, count == 1 ? "" : "s");
    }

    static Fields fields(SchemaStatus status) {
        return Fields.of()
                .put("where", status.where())
                .put("sentence", status.sentence())
                .put(
                        "migrations",
                        status.migrations().stream().map(DbText::fields).toList())
                .put("invalidIndexes", status.invalidIndexes())
                .put("drift", status.drift());
    }

    private static Fields fields(MigrationStatus one) {
        Optional<TrackedMigration> row = one.row();
        return Fields.of()
                .put("version", one.version())
                .put("name", one.name())
                .put("standing", one.standing().text())
                .put("appliedAt", row.map(found -> found.run().appliedAt()))
                .put("durationMillis", row.map(found -> found.run().duration().toMillis()))
                .put("branch", row.map(found -> found.origin().branch()))
                .put("commit", row.map(found -> found.origin().commit()))
                .put("appliedBy", row.map(found -> found.origin().by()))
                .put(
                        "downOrigin",
                        row.flatMap(TrackedMigration::down)
                                .map(down -> down.origin().text()))
                .put("downVerdict", row.flatMap(TrackedMigration::down).map(TrackedMigration.Down::verdict))
                .put("note", one.note());
    }

    static List<String> lines(SchemaPlan plan) {
        List<String> lines = new ArrayList<>();
        if (plan.rollbacks().isEmpty()) {
            return List.of("nothing is to be rolled back");
        }
        for (PlannedRollback one : plan.rollbacks()) {
            lines.add("You are about to roll back: %s"
                    .formatted(SafeText.of(one.migration().title())));
            lines.add("");
            lines.add("This will:");
            one.effects().forEach(effect -> lines.add("- " + SafeText.of(effect)));
            if (one.effects().isEmpty()) {
                lines.add("- change nothing that can be seen");
            }
            lines.add("data: %s".formatted(one.data().text()));
            one.warnings().forEach(warning -> lines.add("⚠️ " + SafeText.of(warning)));
            one.refusals()
                    .forEach(refusal -> lines.add("❌ %s%s"
                            .formatted(
                                    SafeText.of(refusal.why()), refusal.forceable() ? " (--force goes over it)" : "")));
            lines.add("");
        }
        plan.warnings().forEach(warning -> lines.add("⚠️ " + SafeText.of(warning)));
        if (plan.isDestructive()) {
            lines.add("This is DESTRUCTIVE and cannot be undone without a backup.");
        }
        return lines;
    }

    static Fields fields(SchemaPlan plan) {
        return Fields.of()
                .put("where", plan.where())
                .put("destructive", plan.isDestructive())
                .put("refused", plan.isRefused(false))
                .put("warnings", plan.warnings())
                .put(
                        "rollbacks",
                        plan.rollbacks().stream()
                                .map(one -> Fields.of()
                                        .put("version", one.migration().version())
                                        .put("name", one.migration().name())
                                        .put("effects", one.effects())
                                        .put("rows", one.rows())
                                        .put("data", one.data().text())
                                        .put("warnings", one.warnings())
                                        .put(
                                                "refusals",
                                                one.refusals().stream()
                                                        .map(refusal -> Fields.of()
                                                                .put("why", refusal.why())
                                                                .put("forceable", refusal.forceable()))
                                                        .toList())
                                        .put("down", one.down().map(script -> script.text())))
                                .toList());
    }

    static List<String> lines(UpReport report) {
        List<String> lines = new ArrayList<>();
        report.applied()
                .forEach(one -> lines.add("✅ %s (%d ms, down: %s)"
                        .formatted(SafeText.of(one.title()), one.duration().toMillis(), one.down())));
        report.failure().ifPresent(failed -> {
            lines.add("❌ %s".formatted(SafeText.of(failed.title())));
            lines.add("   %s".formatted(SafeText.of(failed.statement())));
            lines.add("   %s; %s".formatted(SafeText.of(failed.error()), failed.left()));
            lines.add("   next: %s".formatted(SafeText.of(failed.next())));
        });
        lines.add("%d applied, %d pending".formatted(report.applied().size(), report.left()));
        return lines;
    }

    static Fields fields(UpReport report) {
        return Fields.of()
                .put("where", report.where())
                .put(
                        "applied",
                        report.applied().stream()
                                .map(one -> Fields.of()
                                        .put("migration", one.title())
                                        .put("durationMillis", one.duration().toMillis())
                                        .put("down", one.down()))
                                .toList())
                .put(
                        "failure",
                        report.failure()
                                .map(failed -> Fields.of()
                                        .put("migration", failed.title())
                                        .put("statement", failed.statement())
                                        .put("error", failed.error())
                                        .put("left", failed.left())
                                        .put("next", failed.next())))
                .put("pending", report.left());
    }

    static List<String> lines(RolledBack report) {
        List<String> lines = new ArrayList<>();
        for (RolledBack.One one : report.done()) {
            lines.add("✅ %s is rolled back (%d ms): the schema is %s"
                    .formatted(
                            SafeText.of(one.title()),
                            one.duration().toMillis(),
                            switch (one.schema()) {
                                case IDENTICAL -> "what it was before it";
                                case EQUIVALENT -> "what it was before it, but for the order of columns";
                                case DIFFERENT -> "NOT what it was before it";
                                case UNKNOWN -> "changed; what it was before it is not known";
                            }));
            one.differences().forEach(line -> lines.add("   " + SafeText.of(line)));
            one.checks().forEach(line -> lines.add("   " + SafeText.of(line)));
        }
        for (RolledBack.NotDone one : report.failed()) {
            lines.add("❌ %s is not rolled back: %s".formatted(SafeText.of(one.title()), SafeText.of(one.why())));
            one.statement().ifPresent(statement -> lines.add("   at %s".formatted(SafeText.of(statement))));
            lines.add("   next: %s".formatted(SafeText.of(one.next())));
        }
        return lines;
    }

    static Fields fields(RolledBack report) {
        return Fields.of()
                .put("where", report.where())
                .put(
                        "rolledBack",
                        report.done().stream()
                                .map(one -> Fields.of()
                                        .put("version", one.version())
                                        .put("migration", one.title())
                                        .put("durationMillis", one.duration().toMillis())
                                        .put("schema", one.schema().text())
                                        .put("differences", one.differences())
                                        .put("checks", one.checks()))
                                .toList())
                .put(
                        "failed",
                        report.failed().stream()
                                .map(one -> Fields.of()
                                        .put("version", one.version())
                                        .put("migration", one.title())
                                        .put("why", one.why())
                                        .put("statement", one.statement())
                                        .put("next", one.next()))
                                .toList());
    }

    static List<String> lines(List<TriedDown> tried) {
        List<String> lines = new ArrayList<>();
        for (TriedDown one : tried) {
            lines.add("%s %s: the down of a %s leaves the schema %s (%d ms)"
                    .formatted(
                            one.isProven() ? "✅" : "❌",
                            SafeText.of(one.title()),
                            one.origin().text(),
                            one.schema().text(),
                            one.duration().toMillis()));
            one.notes().forEach(note -> lines.add("   " + SafeText.of(note)));
        }
        return lines;
    }

    static Fields fields(TriedDown one) {
        return Fields.of()
                .put("version", one.version())
                .put("migration", one.title())
                .put("origin", one.origin().text())
                .put("schema", one.schema().text())
                .put("proven", one.isProven())
                .put("data", one.data().text())
                .put("notes", one.notes())
                .put("durationMillis", one.duration().toMillis())
                .put("down", one.sql());
    }
}
