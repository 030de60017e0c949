package dev.switchback.cli.db.text;

import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.SchemaStatus;
import dev.switchback.schema.model.Standing;
import dev.switchback.schema.track.TrackedMigration;
import dev.switchback.schema.track.TrackedMigration.Down;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where migrations stand. */
public final class StatusText {

    private StatusText() {}

    /** {@return what is so in a sentence, and a line for each migration} */
    public static List<String> lines(SchemaStatus status, Instant now) {
        List<String> lines = new ArrayList<>(List.of(SafeText.of(status.sentence())));
        if (!status.migrations().isEmpty()) {
            lines.add("");
        }
        status.migrations().forEach(one -> lines.add(line(one, now)));
        status.invalidIndexes()
                .forEach(
                        index -> lines.add("invalid index %s: drop it, or make it anew".formatted(SafeText.of(index))));
        status.drift().forEach(line -> lines.add(SafeText.of(line)));
        return lines;
    }

    /** {@return a line for each migration that this checkout does not have as it was run} */
    public static List<String> phantoms(SchemaStatus status, Instant now) {
        return status.migrations().stream()
                .filter(MigrationStatus::isPhantom)
                .map(one -> line(one, now))
                .toList();
    }

    private static String line(MigrationStatus one, Instant now) {
        String title = "%s %s".formatted(one.version(), one.name()).strip();
        return "  %s %s (%s)".formatted(mark(one.standing()), SafeText.of(title), SafeText.of(said(one, now)));
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
                String said = one.isPhantom() ? "%s, applied".formatted(parts.get(0)) : parts.get(0);
                parts.set(0, "%s %s ago".formatted(said, ago(row, now)));
                if (one.standing() != Standing.PHANTOM) { // whose note says more of it
                    parts.add("branch %s".formatted(row.origin().branch()));
                }
                parts.add(row.down().map(StatusText::known).orElse("no down"));
            }
        });
        if (!one.note().isEmpty()) {
            parts.add(one.note());
        }
        return String.join(", ", parts);
    }

    private static String known(Down down) {
        return down.isVerified()
                ? "rollback verified"
                : down.verdict().equals(Down.UNVERIFIED)
                        ? "rollback not verified"
                        : "rollback known not to restore the schema";
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

    /** {@return the same for programs} */
    public static Fields fields(SchemaStatus status) {
        return fields(status, status.migrations());
    }

    /** {@return the same for programs, of these migrations alone} */
    public static Fields fields(SchemaStatus status, List<MigrationStatus> migrations) {
        return Fields.of()
                .put("sentence", status.sentence())
                .put("migrations", migrations.stream().map(StatusText::fields).toList())
                .put("invalidIndexes", status.invalidIndexes())
                .put("drift", status.drift());
    }

    private static Fields fields(MigrationStatus one) {
        Optional<TrackedMigration> row = one.row();
        Optional<Down> down = row.flatMap(TrackedMigration::down);
        return Fields.of()
                .put("version", one.version())
                .put("name", one.name())
                .put("standing", one.standing().text())
                .put("appliedAt", row.map(found -> found.run().appliedAt()))
                .put("durationMillis", row.map(found -> found.run().duration().toMillis()))
                .put("branch", row.map(found -> found.origin().branch()))
                .put("commit", row.map(found -> found.origin().commit()))
                .put("appliedBy", row.map(found -> found.origin().by()))
                .put("downOrigin", down.map(known -> known.origin().text()))
                .put("downVerdict", down.map(Down::verdict))
                .put("rollbackVerified", down.map(Down::isVerified).orElse(false))
                .put("note", one.note());
    }
}
