package dev.switchback.schema.work;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.track.TrackedMigration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Chooses the rows that a selection means, the last applied first. */
public final class Chooser {

    private final List<MigrationStatus> statuses;
    private final List<TrackedMigration> rows;

    /**
     * Makes one.
     *
     * @param statuses of all migrations
     * @param rows in the order of their application
     */
    public Chooser(List<MigrationStatus> statuses, List<TrackedMigration> rows) {
        this.statuses = statuses;
        this.rows = rows;
    }

    /**
     * Returns what a selection means.
     *
     * @throws InvalidValueException for a version that is not applied
     */
    public List<TrackedMigration> choose(Selection selection) {
        List<TrackedMigration> chosen = new ArrayList<>(inOrder(selection));
        Collections.reverse(chosen);
        return chosen;
    }

    private List<TrackedMigration> inOrder(Selection selection) {
        if (selection instanceof Selection.Only only) {
            return List.of(row(only.version()));
        }
        if (selection instanceof Selection.After after) {
            return rows.subList(rows.indexOf(row(after.version())) + 1, rows.size());
        }
        if (selection instanceof Selection.Last last) {
            return rows.subList(Math.max(0, rows.size() - last.count()), rows.size());
        }
        return selection instanceof Selection.Phantoms ? phantoms() : rows;
    }

    private TrackedMigration row(String version) {
        return rows.stream()
                .filter(row -> row.version().equals(version) || row.title().equals(version))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        "version",
                        rows.isEmpty()
                                ? "one that is applied, and none is"
                                : "one that is applied: %s"
                                        .formatted(rows.stream()
                                                .map(TrackedMigration::version)
                                                .toList()),
                        version));
    }

    private List<TrackedMigration> phantoms() {
        return statuses.stream()
                .filter(MigrationStatus::isPhantom)
                .flatMap(status -> status.row().stream())
                .toList();
    }
}
