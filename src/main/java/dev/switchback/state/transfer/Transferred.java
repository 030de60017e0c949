package dev.switchback.state.transfer;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an export holds.
 *
 * @param from the store that it was taken from, without secrets
 * @param entries how many entries of the history
 * @param newest the number of the newest one there, 0 for none
 * @param generations the generation that each migration ends with, by its name
 * @param sha256 the SHA-256 of everything but the last line, in hexadecimal
 */
public record Transferred(String from, long entries, long newest, SortedMap<String, Long> generations, String sha256) {

    /** Copies the generations. */
    public Transferred {
        generations = Collections.unmodifiableSortedMap(new TreeMap<>(generations));
    }

    static Transferred of(String from, Tally tally, String sha256) {
        return new Transferred(from, tally.entries(), tally.newest(), new TreeMap<>(tally.generations()), sha256);
    }

    /** {@return whether a store says of each migration what this does} */
    boolean isIn(Map<String, Long> documents) {
        return documents.equals(generations);
    }
}
