package dev.switchback.state.files;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What cannot be trusted, and why.
 *
 * @param all why nothing can be trusted
 * @param named why single migrations cannot be
 * @param others why a migration about which nothing is known cannot be taken for one without any state
 */
record Doubts(Optional<String> all, Map<String, String> named, Optional<String> others) {

    static final Doubts NONE = new Doubts(Optional.empty(), Map.of(), Optional.empty());

    Doubts {
        named = Map.copyOf(named);
    }

    static Doubts all(String why) {
        return new Doubts(Optional.of(why), Map.of(), Optional.empty());
    }

    Optional<String> about(String migration, Set<String> known) {
        return all.or(() -> Optional.ofNullable(named.get(migration)))
                .or(() -> known.contains(migration) ? Optional.empty() : others);
    }

    /** {@return whether the journal itself is in doubt, so that nothing may be written to it} */
    boolean concernTheJournal() {
        return all.isPresent() || others.isPresent();
    }

    Optional<String> any() {
        return all.or(() -> others)
                .or(() -> named.entrySet().stream()
                        .map(doubt -> "%s: %s".formatted(doubt.getKey(), doubt.getValue()))
                        .sorted()
                        .findFirst());
    }
}
