package dev.switchback.state.lease;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Leases among the users of one store in memory; thread-safe. */
public final class MemoryLeases implements Leases {

    private final Map<String, String> holders = new HashMap<>(); // guarded by this
    private final Map<String, Long> terms = new HashMap<>(); // guarded by this

    @Override
    public synchronized OptionalLong take(String name, String holder) {
        String found = holders.putIfAbsent(LeaseName.checked(name), holder);
        if (found == null) {
            terms.merge(name, 1L, Long::sum);
        }
        return found == null || found.equals(holder)
                ? OptionalLong.of(terms.getOrDefault(name, 1L))
                : OptionalLong.empty();
    }

    @Override
    public synchronized void give(String name, String holder) {
        holders.remove(name, holder);
    }
}
