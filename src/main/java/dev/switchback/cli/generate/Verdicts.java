package dev.switchback.cli.generate;

import dev.switchback.canary.CanaryObserver;
import dev.switchback.canary.CanaryVerdict;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what the canaries of one run have found, by table; thread-safe. */
public final class Verdicts implements CanaryObserver {

    private final Map<String, CanaryVerdict> byTable = new ConcurrentHashMap<>();

    @Override
    public void onVerdict(CanaryVerdict verdict) {
        byTable.put(verdict.key(), verdict);
    }

    /** {@return what was found about a table, empty if it was not compared} */
    public Optional<CanaryVerdict> of(String table) {
        return Optional.ofNullable(byTable.get(table));
    }
}
