package dev.switchback.cli.db.text;

import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.model.UpReport;
import dev.switchback.schema.track.DownOrigin;
import java.util.ArrayList;
import java.util.List;

/** What came of applying migrations, of taking them back, and of trying their downs. */
public final class ReportText {

    private ReportText() {}

    /** {@return it for people} */
    public static List<String> lines(UpReport report) {
        List<String> lines = new ArrayList<>();
        for (UpReport.Applied one : report.applied()) {
            lines.add("✅ %s (%d ms, down: %s)"
                    .formatted(SafeText.of(one.title()), one.duration().toMillis(), one.down()));
            one.kept().forEach(line -> lines.add("   " + SafeText.of(line)));
        }
        report.failure().ifPresent(failed -> {
            lines.add("❌ %s".formatted(SafeText.of(failed.title())));
            lines.add("   %s".formatted(SafeText.of(failed.statement())));
            lines.add("   %s; %s".formatted(SafeText.of(failed.error()), failed.left()));
            lines.add("   next: %s".formatted(SafeText.of(failed.next())));
        });
        lines.add("%d applied, %d pending".formatted(report.applied().size(), report.left()));
        return lines;
    }

    /** {@return it for programs} */
    public static Fields fields(UpReport report) {
        return Fields.of()
                .put(
                        "applied",
                        report.applied().stream()
                                .map(one -> Fields.of()
                                        .put("migration", one.title())
                                        .put("durationMillis", one.duration().toMillis())
                                        .put("down", one.down())
                                        .put("kept", one.kept()))
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

    /** {@return it for people} */
    public static List<String> lines(RolledBack report) {
        List<String> lines = new ArrayList<>();
        for (RolledBack.One one : report.done()) {
            lines.add("%s %s is rolled back (%d ms): %s"
                    .formatted(
                            one.isAsBefore() ? "✅" : "⚠️",
                            SafeText.of(one.title()),
                            one.duration().toMillis(),
                            what(one)));
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

    /** What its down left, and not only that it ran. */
    private static String what(RolledBack.One one) {
        String but = one.isAsBefore() || one.differences().isEmpty() ? "" : "; but:";
        return switch (one.schema()) {
            case IDENTICAL -> "the schema is what it was before it" + but;
            case EQUIVALENT -> "the schema is what it was before it, but for the order of columns" + but;
            case DIFFERENT -> "its down has run, and the schema is NOT what it was before it:";
            case UNKNOWN ->
                one.differences().isEmpty()
                        ? "its down has run; what the schema was before it is not known, so nothing was compared"
                        : "its down has run; whether the schema is what it was before it is not known:";
        };
    }

    /** {@return it for programs} */
    public static Fields fields(RolledBack report) {
        return Fields.of()
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

    /** {@return it for people} */
    public static List<String> lines(List<TriedDown> tried) {
        List<String> lines = new ArrayList<>();
        for (TriedDown one : tried) {
            lines.add("%s %s: its %s %s (%d ms)"
                    .formatted(
                            one.isProven() ? "✅" : one.isWrong() ? "❌" : "⬜",
                            SafeText.of(one.title()),
                            one.origin() == DownOrigin.FILE ? "down" : "generated down",
                            what(one),
                            one.duration().toMillis()));
            one.notes().forEach(note -> lines.add("   " + SafeText.of(note)));
        }
        return lines;
    }

    private static String what(TriedDown one) {
        String rows = one.data() == DataVerdict.LEFT ? ", but NOT the rows" : "";
        return switch (one.schema()) {
            case IDENTICAL -> "restores the schema" + rows;
            case EQUIVALENT -> "restores the schema, but for the order of columns" + rows;
            case DIFFERENT -> "does NOT restore the schema";
            case UNKNOWN -> "is not proven";
        };
    }

    /** {@return it for programs} */
    public static Fields fields(TriedDown one) {
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
