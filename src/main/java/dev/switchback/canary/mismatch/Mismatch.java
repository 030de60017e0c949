package dev.switchback.canary.mismatch;

import dev.switchback.canary.difference.Comparison.Standing;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Finding;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.difference.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A class of differences: how often canaries found it, since when, and the smallest example.
 *
 * @param fingerprint its name
 * @param type what kind of difference it is
 * @param severity how much it matters: the most that was found
 * @param place where in general: a JSON pointer or a pattern of files
 * @param change what became what, in general; empty if the comparator does not say
 * @param counts in how many comparisons it was found
 * @param firstSeen when it was found first
 * @param lastSeen when it was found last
 * @param example the smallest that was found, cleaned
 * @param keys routing keys of requests that have it, at most {@value #KEYS}, the first ones found
 */
public record Mismatch(
        Fingerprint fingerprint,
        DiscrepancyType type,
        Severity severity,
        String place,
        String change,
        Counts counts,
        Instant firstSeen,
        Instant lastSeen,
        Example example,
        List<String> keys) {

    /** How many keys are kept. */
    static final int KEYS = 10;

    private static final int LONGEST_KEY = 100;

    /** What matters most first, and of that what is most frequent. */
    public static final Comparator<Mismatch> BY_WEIGHT = Comparator.comparing(Mismatch::severity)
            .thenComparing((Mismatch one) -> one.counts().counted())
            .reversed()
            .thenComparing(Mismatch::fingerprint);

    public Mismatch {
        keys = List.copyOf(keys);
    }

    /**
     * In how many comparisons a class was found.
     *
     * @param counted where it counted
     * @param ignored where a rule ignored it
     * @param noise where it was noise
     */
    public record Counts(long counted, long ignored, long noise) {

        /** Nothing found. */
        public static final Counts NONE = new Counts(0, 0, 0);

        static Counts of(Standing standing) {
            return switch (standing) {
                case COUNTS -> new Counts(1, 0, 0);
                case IGNORED -> new Counts(0, 1, 0);
                case NOISE -> new Counts(0, 0, 1);
            };
        }

        /** {@return both together} */
        public Counts plus(Counts more) {
            return new Counts(counted + more.counted, ignored + more.ignored, noise + more.noise);
        }

        /** {@return all comparisons in which it was found, whether it counted or not} */
        public long total() {
            return counted + ignored + noise;
        }
    }

    /**
     * One difference of the class.
     *
     * @param key the routing key of the request, empty if it had none
     * @param path where it was
     * @param message what differs, one sentence
     * @param legacy what legacy has there
     * @param replacement what the new side has there
     */
    public record Example(String key, String path, String message, String legacy, String replacement) {

        static Example of(String key, Discrepancy found) {
            return new Example(key, found.path(), found.message(), found.legacyValue(), found.newValue());
        }

        int size() {
            return path.length() + legacy.length() + replacement.length();
        }
    }

    static Mismatch of(String key, Finding finding, Instant at) {
        Discrepancy found = finding.discrepancy();
        String shortKey = key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY);
        return new Mismatch(
                found.fingerprint(),
                found.type(),
                found.severity(),
                found.shape().place(),
                found.shape().change(),
                Counts.of(finding.standing()),
                at,
                at,
                Example.of(shortKey, found),
                key.isEmpty() ? List.of() : List.of(shortKey));
    }

    /** {@return both findings of the same class together, with the smaller example} */
    Mismatch plus(Mismatch more) {
        Set<String> together = new LinkedHashSet<>(keys);
        together.addAll(more.keys);
        List<String> first = new ArrayList<>(together).subList(0, Math.min(KEYS, together.size()));
        return new Mismatch(
                fingerprint,
                type,
                severity.compareTo(more.severity) >= 0 ? severity : more.severity,
                place,
                change,
                counts.plus(more.counts),
                firstSeen.isBefore(more.firstSeen) ? firstSeen : more.firstSeen,
                lastSeen.isAfter(more.lastSeen) ? lastSeen : more.lastSeen,
                more.example.size() < example.size() ? more.example : example,
                first);
    }

    Mismatch with(Counts other) {
        return new Mismatch(fingerprint, type, severity, place, change, other, firstSeen, lastSeen, example, keys);
    }
}
