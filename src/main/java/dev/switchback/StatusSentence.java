package dev.switchback;

import dev.switchback.flags.Settings;
import dev.switchback.flags.Snapshot;
import dev.switchback.rollback.RollbackStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What is happening, why, and what to press: the worst thing first, since only one sentence is read at 3 a.m. */
final class StatusSentence {

    private final MigrationStatus status;
    private final Snapshot snapshot;
    private final RollbackStatus rollback;
    private final Instant now;

    private StatusSentence(MigrationStatus status, Snapshot snapshot, RollbackStatus rollback, Instant now) {
        this.status = status;
        this.snapshot = snapshot;
        this.rollback = rollback;
        this.now = now;
    }

    static String of(MigrationStatus status, Snapshot snapshot, RollbackStatus rollback, Instant now) {
        String words = new StatusSentence(status, snapshot, rollback, now).words();
        return "%s: %s%s".formatted(status.migration(), words, StoreWords.away(status.store(), now));
    }

    private String words() {
        if (snapshot.unreadable().isPresent()) {
            return "every key goes to legacy, because the state cannot be trusted (%s); repair it as `switchback doctor` says"
                    .formatted(snapshot.unreadable().get());
        }
        if (!status.state().equals("active") && !status.state().equals("rollback_pending")) {
            return rolledBack();
        }
        if (snapshot.latch().isPresent()) {
            return "every key goes to legacy in this process (%s), but the rollback is not recorded yet; look at %s"
                    .formatted(snapshot.latch().get(), StoreWords.place(status.store()));
        }
        MigrationStatus.Word override = status.override();
        if (override != null && override.mode().equals("legacy")) {
            return "every key goes to legacy, overridden by %s: %s%s; %s ends it"
                    .formatted(
                            override.by(),
                            override.reason(),
                            override.until() == null ? "" : " (until %s)".formatted(override.until()),
                            isVariable(override.source())
                                    ? "a restart without " + override.source()
                                    : "`switchback override none`");
        }
        if (status.breaker().isOpen()) {
            return breakerOpen();
        }
        return override == null
                ? share()
                : "every key goes to new, overridden by %s: %s; breaker %s, %d of %d errors"
                        .formatted(
                                override.by(),
                                override.reason(),
                                status.breaker().state(),
                                status.breaker().errors(),
                                status.breaker().errorThreshold());
    }

    /** What a variable sets no command changes in the processes that have it. */
    private static boolean isVariable(String source) {
        return source.startsWith("MIGRATION_");
    }

    private String rolledBack() {
        String who = rollback.current()
                .map(current -> since(current.at(), current.operator(), current.reason()))
                .or(() -> rollback.lastRollback().map(last -> since(last.at(), last.operator(), last.reason())))
                .orElse("");
        return switch (status.state()) {
            case "rolled_back" ->
                "rolled back, every key goes to legacy%s; `switchback rollback clear` leaves it once the cause is gone"
                        .formatted(who);
            case "rolling_back", "recovering" ->
                "being rolled back, every key goes to legacy%s; `switchback rollback validate` shows what is left"
                        .formatted(who);
            default ->
                "every key goes to legacy, but the rollback is not proven (%s)%s; press `switchback rollback recover`"
                        .formatted(status.state(), who);
        };
    }

    private static String since(Instant at, String operator, String reason) {
        return " since %s by %s: %s".formatted(at.truncatedTo(ChronoUnit.SECONDS), operator, reason);
    }

    private String breakerOpen() {
        Long seconds = status.breaker().nextProbeSeconds();
        String next = status.breaker().state().equals("half_open")
                ? "probes decide whether it closes"
                : seconds == null
                        ? "it stays open until somebody resets it"
                        : "next probe in %d s at %s"
                                .formatted(seconds, now.plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS));
        return "breaker %s %s, legacy answers for the %s %% that is meant for new; %s"
                .formatted(
                        status.breaker().state(),
                        opened(),
                        plain(status.percentage().target()),
                        next);
    }

    private String opened() {
        MigrationStatus.Breaker breaker = status.breaker();
        boolean tellsMore = "fleet".equals(breaker.openedBy()) || "operator".equals(breaker.openedBy());
        return tellsMore && breaker.reason() != null && breaker.state().equals("open")
                ? "because " + ("operator".equals(breaker.openedBy()) ? "somebody opened it: " : "") + breaker.reason()
                : "after %d errors (threshold %d in %d s)"
                        .formatted(breaker.errors(), breaker.errorThreshold(), breaker.windowSeconds());
    }

    private String share() {
        double effective = status.percentage().effective();
        String evidence = "breaker %s, %d of %d errors"
                .formatted(
                        status.breaker().state(),
                        status.breaker().errors(),
                        status.breaker().errorThreshold());
        String planned = status.state().equals("rollback_pending") ? "; a rollback is planned" + due() : "";
        if (effective == 0) {
            String source = status.percentage().source();
            return "every key%s goes to legacy (0 %%, %s)%s; %s begins"
                    .formatted(
                            apart("forced"),
                            source,
                            planned,
                            isVariable(source) ? "a restart without it" : "`switchback percentage set 1`");
        }
        String keys =
                effective == 100 ? "every key%s goes".formatted(apart("denied")) : plain(effective) + " % of keys go";
        return "%s to new (%s), %s, canary %s%s; `switchback rollback` takes it back"
                .formatted(keys, status.percentage().source(), evidence, canary(), planned);
    }

    private String due() {
        Instant at = status.scheduledAt();
        return at == null ? "" : " for %s".formatted(at.truncatedTo(ChronoUnit.SECONDS));
    }

    /** The keys that the percentage says nothing about. */
    private String apart(String kind) {
        Settings settings = snapshot.settings();
        int keys = (kind.equals("forced") ? settings.forcedKeys() : settings.deniedKeys()).size();
        return keys == 0 ? "" : ", %d %s %s apart,".formatted(keys, kind, keys == 1 ? "key" : "keys");
    }

    private String canary() {
        if (!status.canary().enabled()) {
            return "off";
        }
        return "on with %d critical differences".formatted(status.statistics().canaryDiscrepancies());
    }

    private static String plain(double percentage) {
        return BigDecimal.valueOf(percentage).stripTrailingZeros().toPlainString();
    }
}
