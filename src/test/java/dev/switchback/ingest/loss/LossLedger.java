package dev.switchback.ingest.loss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What submitters were told; thread-safe. */
final class LossLedger {

    private final Set<UUID> acknowledged = new LinkedHashSet<>();
    private final Map<String, UUID> keys = new HashMap<>();
    private final Map<String, Set<String>> unfinished = new HashMap<>();
    private final List<String> contradictions = new ArrayList<>();

    /** Takes a line of a submitter. */
    synchronized void take(String submitter, String line) {
        String[] words = line.split(" ");
        Set<String> open = unfinished.computeIfAbsent(submitter, name -> new LinkedHashSet<>());
        switch (words[0]) {
            case "try" -> open.add(words[1]);
            case "drop" -> open.remove(words[1]);
            case "ack" -> acknowledge(open, words);
            default -> {} // it is ready
        }
    }

    private void acknowledge(Set<String> open, String... words) {
        UUID id = UUID.fromString(words[1]);
        acknowledged.add(id);
        if (words.length > 2) {
            open.remove(words[2]);
            UUID before = keys.putIfAbsent(words[2], id);
            if (before != null && !before.equals(id)) {
                contradictions.add("key %s was acknowledged as %s and as %s".formatted(words[2], before, id));
            }
        }
    }

    /** {@return the keys that a submitter has tried and got no answer for, which its successor has to try} */
    synchronized String unfinished(String submitter) {
        return String.join(" ", unfinished.getOrDefault(submitter, Set.of()));
    }

    synchronized Set<UUID> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    synchronized int keys() {
        return keys.size();
    }

    synchronized List<String> contradictions() {
        return List.copyOf(contradictions);
    }
}
