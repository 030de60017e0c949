package dev.switchback.schema.down;

import java.util.ArrayList;
import java.util.List;

/** A generated down as the text of a script. */
final class DownText {

    private static final String NO_TRANSACTION = "-- switchback: no-transaction";

    private DownText() {}

    static String of(GeneratedDown down) {
        List<String> lines = new ArrayList<>();
        if (!down.transactional()) {
            lines.add(NO_TRANSACTION);
        }
        lines.add("-- Made by Switchback from the catalogs, and tried in a clone.");
        lines.add("-- Schema: %s. Data: %s."
                .formatted(down.verdict(), oneLine(down.data().toString())));
        Proof.Remarks remarks = down.proof().remarks();
        remarks.drops()
                .forEach(drop -> lines.add("-- Drops %s with what was written since the up.".formatted(oneLine(drop))));
        remarks.notes().forEach(note -> lines.add("-- Note: " + oneLine(note)));
        down.proof()
                .difference()
                .changes()
                .forEach(change -> lines.add("-- Not restored: " + oneLine(change.toString())));
        lines.add("");
        boolean routines = down.statements().stream().anyMatch(statement -> statement.startsWith("CREATE OR REPLACE"));
        if (routines) {
            lines.add("SET %scheck_function_bodies TO off;".formatted(down.transactional() ? "LOCAL " : ""));
        }
        down.statements().forEach(statement -> lines.add(statement + ";"));
        return String.join("\n", lines) + "\n";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
