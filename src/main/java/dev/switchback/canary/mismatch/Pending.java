package dev.switchback.canary.mismatch;

import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.difference.Comparison.Standing;
import dev.switchback.canary.difference.Finding;
import dev.switchback.canary.difference.Fingerprint;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one process has found and not yet written to the state; bounded, whatever is found.
 *
 * <p>Thread-safe; only threads of canaries and of the store take its monitor, none that serves a request.
 */
final class Pending {

    /** How many classes are told apart, here and in the state. */
    static final int CLASSES = 64;

    private final Map<Fingerprint, Mismatch> classes = new LinkedHashMap<>();
    private final Map<CanaryResult, Long> results = new EnumMap<>(CanaryResult.class);
    private final Map<String, NoiseMask> masks = new LinkedHashMap<>();
    private final Map<String, Long> uses = new LinkedHashMap<>();
    private long others;

    /**
     * What was found since the last time.
     *
     * @param classes by fingerprint
     * @param results how many canaries ended how
     * @param masks noise that was seen
     * @param uses how often each rule ignored something, by its id
     * @param others findings that are not told apart
     */
    record Delta(
            Map<Fingerprint, Mismatch> classes,
            Map<CanaryResult, Long> results,
            Map<String, NoiseMask> masks,
            Map<String, Long> uses,
            long others) {

        boolean isEmpty() {
            return classes.isEmpty() && results.isEmpty() && masks.isEmpty() && uses.isEmpty() && others == 0;
        }
    }

    /** Adds what one canary found, each class once, with the smallest example in it. */
    synchronized void add(String key, List<Finding> findings, Instant at) {
        Map<Fingerprint, Mismatch> found = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Mismatch one = Mismatch.of(key, finding, at);
            found.merge(one.fingerprint(), one, Pending::sameCanary);
        }
        found.values().forEach(this::add);
    }

    /** One canary is one of the class's comparisons, however often the class is in it; it counts if any of them does. */
    private static Mismatch sameCanary(Mismatch one, Mismatch two) {
        Mismatch.Counts stronger = one.counts().counted() > 0 || two.counts().counted() > 0
                ? Mismatch.Counts.of(Standing.COUNTS)
                : one.counts();
        return one.plus(two).with(stronger);
    }

    private void add(Mismatch one) {
        if (classes.containsKey(one.fingerprint()) || classes.size() < CLASSES) {
            classes.merge(one.fingerprint(), one, Mismatch::plus);
        } else {
            others += one.counts().total();
        }
    }

    synchronized void ended(CanaryResult result, long more) {
        if (more > 0) {
            results.merge(result, more, Long::sum);
        }
    }

    synchronized void noise(NoiseMask mask) {
        masks.merge(mask.id(), mask, NoiseMask::plus);
    }

    synchronized void used(String rule) {
        uses.merge(rule, 1L, Long::sum);
    }

    /** {@return what is there} */
    synchronized Delta look() {
        Map<CanaryResult, Long> counts = new EnumMap<>(CanaryResult.class);
        counts.putAll(results);
        return new Delta(
                new LinkedHashMap<>(classes), counts, new LinkedHashMap<>(masks), new LinkedHashMap<>(uses), others);
    }

    /** {@return at most so many classes and masks of what is there, and all counts; here they are no longer} */
    synchronized Delta take(int most) {
        Delta all = look();
        Delta taken = new Delta(first(classes, most), all.results(), first(masks, most), all.uses(), others);
        results.clear();
        uses.clear();
        others = 0;
        return taken;
    }

    /** {@return how many times {@link #take} has to take to have all classes and masks that are there now} */
    synchronized int records(int most) {
        return (Math.max(classes.size(), masks.size()) + most - 1) / most;
    }

    synchronized boolean isEmpty() {
        return look().isEmpty();
    }

    private static <K, V> Map<K, V> first(Map<K, V> all, int most) {
        Map<K, V> first = new LinkedHashMap<>();
        Iterator<Map.Entry<K, V>> entries = all.entrySet().iterator();
        while (entries.hasNext() && first.size() < most) {
            Map.Entry<K, V> entry = entries.next();
            first.put(entry.getKey(), entry.getValue());
            entries.remove();
        }
        return first;
    }

    /** Takes back what could not be written. */
    synchronized void giveBack(Delta delta) {
        delta.classes().values().forEach(this::add);
        delta.results().forEach(this::ended);
        delta.masks().values().forEach(this::noise);
        delta.uses().forEach((rule, more) -> uses.merge(rule, more, Long::sum));
        others += delta.others();
    }
}
