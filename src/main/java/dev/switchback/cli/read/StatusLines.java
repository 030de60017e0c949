package dev.switchback.cli.read;

import dev.switchback.MigrationStatus;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.TextTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The status for people: the sentence first, since only one is read at 3 a.m. */
final class StatusLines {

    private StatusLines() {}

    static List<String> of(MigrationStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(SafeText.of(status.sentence()));
        lines.add("");
        MigrationStatus.Store store = status.store();
        lines.add("state       %s, %d rollbacks today".formatted(status.state(), status.rollbacksToday()));
        lines.add("percentage  target %s, effective %s (%s)"
                .formatted(
                        number(status.percentage().target()),
                        number(status.percentage().effective()),
                        SafeText.of(status.percentage().source())));
        lines.add("canary      %s, %s %% of keys (%s)"
                .formatted(
                        status.canary().enabled() ? "on" : "off",
                        number(status.canary().samplePercentage()),
                        SafeText.of(status.canary().source())));
        MigrationStatus.Breaker breaker = status.breaker();
        lines.add("breaker     %s, %d of %d errors in %d s%s"
                .formatted(
                        breaker.state(),
                        breaker.errors(),
                        breaker.errorThreshold(),
                        breaker.windowSeconds(),
                        breaker.openUntil() == null ? "" : ", next probe " + breaker.openUntil()));
        addWords(lines, status);
        lines.add("store       %s %s, %s, %s, generation %d%s"
                .formatted(
                        store.kind(),
                        SafeText.of(store.where()),
                        store.readable() ? "readable" : "UNREADABLE: every key goes to legacy",
                        store.writable() ? "writable" : "NOT WRITABLE",
                        store.generation(),
                        store.trouble() == null ? "" : ": " + SafeText.of(store.trouble())));
        addNodes(lines, status);
        return lines;
    }

    private static void addWords(List<String> lines, MigrationStatus status) {
        MigrationStatus.Word word = status.override();
        if (word != null) {
            lines.add("override    %s by %s: %s%s"
                    .formatted(word.mode(), SafeText.of(word.by()), SafeText.of(word.reason()), until(word)));
        }
        if (status.scheduledAt() != null) {
            lines.add("planned     a rollback at %s".formatted(status.scheduledAt()));
        }
        MigrationStatus.LastRollback last = status.lastRollback();
        if (last != null) {
            lines.add("rollback    %s by %s: %s (%s, %d ms, %s)"
                    .formatted(
                            last.at(),
                            SafeText.of(last.operator()),
                            SafeText.of(last.reason()),
                            last.trigger(),
                            last.tookMillis(),
                            proof(last)));
        }
    }

    private static String until(MigrationStatus.Word word) {
        Long seconds = word.remainingSeconds();
        return seconds == null
                ? ""
                : ", until %s, %d min from now"
                        .formatted(word.until(), Duration.ofSeconds(seconds).toMinutes());
    }

    private static String proof(MigrationStatus.LastRollback last) {
        if (!last.success()) {
            return "NOT PROVEN";
        }
        return last.unacknowledged().isEmpty()
                ? "proven"
                : "not acknowledged by " + SafeText.of(String.join(", ", last.unacknowledged()));
    }

    private static void addNodes(List<String> lines, MigrationStatus status) {
        lines.add("");
        if (status.nodes().isEmpty()) {
            lines.add("no live process");
            if (status.store().generation() == 0) {
                lines.add(OpenState.UNTOUCHED);
            }
            return;
        }
        TextTable table = new TextTable(
                "node", "host", "pid", "epoch", "percentage", "breaker", "in flight", "last seen", "clock ms");
        for (MigrationStatus.Node node : status.nodes()) {
            table.row(
                    node.node(),
                    node.host(),
                    node.pid(),
                    node.epoch(),
                    number(node.percentage()),
                    node.breaker(),
                    node.inFlightNew(),
                    node.lastSeen(),
                    node.clockSkewMillis());
        }
        lines.addAll(table.lines());
    }

    static String number(double percentage) {
        return BigDecimal.valueOf(percentage).stripTrailingZeros().toPlainString();
    }
}
