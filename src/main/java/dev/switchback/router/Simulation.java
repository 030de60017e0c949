package dev.switchback.router;

import dev.switchback.flags.Share;
import dev.switchback.flags.Snapshot;
import java.util.Collection;
import java.util.List;

/**
 * Which keys change sides when the percentage changes, everything else staying as it is.
 *
 * @param from the share before
 * @param to the share after
 * @param keys how many different keys were looked at
 * @param toNew the keys that go from legacy to new, sorted
 * @param toLegacy the keys that go from new to legacy, sorted
 */
public record Simulation(Share from, Share to, int keys, List<String> toNew, List<String> toLegacy) {

    public Simulation {
        toNew = List.copyOf(toNew);
        toLegacy = List.copyOf(toLegacy);
    }

    /** {@return the simulation for the buckets of one migration; forced and denied keys never change sides} */
    public static Simulation of(Snapshot snapshot, Share from, Share to, Collection<String> keys) {
        List<String> different = keys.stream().distinct().sorted().toList();
        List<String> free = different.stream()
                .filter(key -> !snapshot.settings().forcedKeys().contains(key))
                .filter(key -> !snapshot.settings().deniedKeys().contains(key))
                .toList();
        return new Simulation(
                from,
                to,
                different.size(),
                free.stream().filter(key -> enters(snapshot, to, from, key)).toList(),
                free.stream().filter(key -> enters(snapshot, from, to, key)).toList());
    }

    private static boolean enters(Snapshot snapshot, Share covering, Share notCovering, String key) {
        int bucket = snapshot.bucket(key);
        return covering.covers(bucket) && !notCovering.covers(bucket);
    }
}
