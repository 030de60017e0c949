package dev.switchback.state.view;

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
public record Doubts(Optional<String> all, Map<String, String> named, Optional<String> others) {

    public static final Doubts NONE = new Doubts(Optional.empty(), Map.of(), Optional.empty());

    public Doubts {
        named = Map.copyOf(named);
    }

    public static Doubts all(String why) {
        return new Doubts(Optional.of(why), Map.of(), Optional.empty());
    }

    public Optional<String> about(String migration, Set<String> known) {
        return all.or(() -> Optional.ofNullable(named.get(migration)))
                .or(() -> known.contains(migration) ? Optional.empty() : others);
    }

    /** {@return whether the journal itself is in doubt, so that nothing may be written to it} */
    public boolean concernTheJournal() {
        return all.isPresent() || others.isPresent();
    }

    public Optional<String> any() {
        return all.or(() -> others)
                .or(() -> named.entrySet().stream()
                        .map(doubt -> "%s: %s".formatted(doubt.getKey(), doubt.getValue()))
                        .sorted()
                        .findFirst());
    }
}
