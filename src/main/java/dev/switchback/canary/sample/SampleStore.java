package dev.switchback.canary.sample;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.mismatch.CanaryEvidence;
import dev.switchback.canary.replay.ReplayBundle;
import dev.switchback.canary.replay.ReplayEnvironment;
import dev.switchback.canary.replay.ReplayException;
import dev.switchback.canary.replay.ReplaySample;
import dev.switchback.canary.replay.ReplaySubject;
import dev.switchback.canary.replay.SampleFate;
import dev.switchback.canary.replay.Sampling;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.attachment.Attachments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the smallest sample of each class of differences beside the state, so that it can be exported and replayed.
 *
 * <p>Everything that came with the request is cleaned before it is kept: request, outputs, messages, key and examples.
 * At most {@value #MOST} samples of a migration, each of at most {@value #LARGEST} bytes; one gives way to a smaller one
 * of its class. When there are so many, the oldest of those whose class the state no longer holds gives way to a new
 * class; while the state holds them all, a new class has to wait until the state has taken it up instead of another. Two processes that find something at the same moment may each replace the other's. Thread-safe.
 */
public final class SampleStore {

    /** How many samples a migration may have. */
    public static final int MOST = 64;

    /** How many bytes a sample may have, as JSON. */
    public static final int LARGEST = 256 * 1024;

    private static final Logger log = LoggerFactory.getLogger(SampleStore.class);
    private static final String PREFIX = "sample-";

    private final StateStore store;
    private final Attachments attachments;
    private final String migration;
    private final UnaryOperator<String> clean;
    private final ReplayEnvironment environment;
    private final Map<Fingerprint, Integer> known = new ConcurrentHashMap<>(); // the sizes of what is kept
    private final Map<SampleFate, Long> counts = new EnumMap<>(SampleFate.class); // guarded by itself

    /**
     * Makes a store.
     *
     * @param store where samples are kept, and the classes that they are of
     * @param migration whose
     * @param clean takes out of a text what must not be stored; what is left must still be readable by the codec
     * @param environment where this process runs
     */
    public SampleStore(StateStore store, String migration, UnaryOperator<String> clean, ReplayEnvironment environment) {
        this.store = store;
        this.attachments = store.attachments();
        this.migration = migration;
        this.clean = clean;
        this.environment = environment;
    }

    /**
     * Keeps a sample for each class of differences that was found in it, where it is the smallest. Writes to the store,
     * and runs the codecs of the subject and the cleaner; never throws.
     *
     * @param found what the comparison found, as it counts
     * @return what became of it, for each class
     */
    public <I, O> SortedMap<Fingerprint, SampleFate> keep(
            ReplaySubject<I, O> subject, ReplaySample<I, O> sample, Comparison found) {
        SortedMap<Fingerprint, List<Discrepancy>> wanted = new TreeMap<>();
        SortedMap<Fingerprint, SampleFate> fates = new TreeMap<>();
        try {
            for (Discrepancy one : found.discrepancies()) {
                if (one.type() == DiscrepancyType.PERFORMANCE_REGRESSION) {
                    fates.put(one.fingerprint(), SampleFate.NOT_REPLAYABLE);
                } else {
                    wanted.computeIfAbsent(one.fingerprint(), any -> new ArrayList<>())
                            .add(one);
                }
            }
            if (!wanted.isEmpty()) {
                keep(new Sampling<>(subject, clean), sample, wanted, fates);
            }
        } catch (Throwable thrown) { // what users wrote may throw anything, and none of it may reach the canary
            wanted.keySet().forEach(each -> fates.putIfAbsent(each, SampleFate.NOT_ENCODED));
            log.debug("[OutputComparator] a sample cannot be kept", thrown);
        }
        fates.forEach(this::tell);
        return Collections.unmodifiableSortedMap(fates);
    }

    private <I, O> void keep(
            Sampling<I, O> sampling,
            ReplaySample<I, O> sample,
            Map<Fingerprint, List<Discrepancy>> wanted,
            Map<Fingerprint, SampleFate> fates) {
        ReplayBundle whole;
        try {
            whole = sampling.bundle(sample, migration, environment);
        } catch (Sampling.RefusedException refused) {
            log.debug("[OutputComparator] a sample cannot be kept", refused);
            wanted.keySet().forEach(each -> fates.put(each, refused.fate()));
            return;
        }
        wanted.forEach((fingerprint, examples) -> {
            try {
                fates.put(fingerprint, keep(whole.of(fingerprint, sampling.cleaned(examples))));
            } catch (Sampling.RefusedException refused) {
                fates.put(fingerprint, refused.fate());
            } catch (StateStoreException failed) {
                log.debug("[OutputComparator] a sample cannot be kept", failed);
                fates.put(fingerprint, SampleFate.NOT_STORED);
            }
        });
    }

    private SampleFate keep(ReplayBundle bundle) {
        byte[] json = bundle.toJson();
        if (json.length > LARGEST) {
            return SampleFate.TOO_LARGE;
        }
        Integer kept = known.get(bundle.fingerprint());
        if (kept != null && kept <= json.length && isHeld(bundle.fingerprint())) {
            return SampleFate.NOT_SMALLER; // without asking for what is there: only of other classes may it have gone
        }
        synchronized (known) {
            String name = PREFIX + bundle.fingerprint().text();
            int there = sizeOf(name);
            if (there <= json.length) {
                known.put(bundle.fingerprint(), there);
                return SampleFate.NOT_SMALLER;
            }
            if (there == Integer.MAX_VALUE && !hasRoom()) {
                return SampleFate.TOO_MANY;
            }
            attachments.put(migration, name, json);
            known.put(bundle.fingerprint(), json.length);
            return SampleFate.KEPT;
        }
    }

    /** {@return whether there is room for one more, if need be after one has left} */
    private boolean hasRoom() {
        List<Fingerprint> kept = fingerprints(attachments, migration);
        if (kept.size() < MOST) {
            return true;
        }
        Map<Fingerprint, Instant> gone = new TreeMap<>();
        kept.stream().filter(one -> !isHeld(one)).forEach(one -> gone.put(one, capturedAt(one)));
        Optional<Fingerprint> oldest =
                gone.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        oldest.ifPresent(one -> {
            attachments.remove(migration, PREFIX + one.text());
            known.remove(one);
        });
        return oldest.isPresent();
    }

    private boolean isHeld(Fingerprint one) {
        return CanaryEvidence.keeps(store.document(migration), one);
    }

    private Instant capturedAt(Fingerprint one) {
        try {
            return find(attachments, migration, one)
                    .map(bundle -> bundle.origin().capturedAt())
                    .orElse(Instant.MIN);
        } catch (ReplayException damaged) {
            return Instant.MIN; // what cannot be read is missed by nobody
        }
    }

    /** {@return the size of the sample that is kept under a name, endless if there is none that can be read} */
    private int sizeOf(String name) {
        Optional<byte[]> there = attachments.get(migration, name);
        try {
            there.ifPresent(json -> ReplayBundle.parse(name, json));
            return there.map(json -> json.length).orElse(Integer.MAX_VALUE);
        } catch (InvalidValueException damaged) {
            return Integer.MAX_VALUE - 1; // any sample is better, and takes its place
        }
    }

    private void tell(Fingerprint fingerprint, SampleFate fate) {
        long times;
        synchronized (counts) {
            times = counts.merge(fate, 1L, Long::sum);
        }
        if (times == 1 && !fate.isFine()) { // once for each kind, not for each request
            log.warn(
                    "[OutputComparator] no sample is kept of a difference: {} (migration={}, fingerprint={})",
                    fate.sentence(),
                    migration,
                    fingerprint);
        }
    }

    /** {@return how often a sample had which fate, in this process} */
    public Map<SampleFate, Long> counts() {
        synchronized (counts) {
            return Map.copyOf(counts);
        }
    }

    /**
     * Returns the classes of which a sample is kept, in order.
     *
     * @throws StateStoreException if the store does not answer
     */
    public static List<Fingerprint> fingerprints(Attachments attachments, String migration) {
        return attachments.names(migration).stream()
                .filter(name -> name.matches(PREFIX + "[0-9a-f]{12}"))
                .map(name -> Fingerprint.parse(name.substring(PREFIX.length())))
                .toList();
    }

    /**
     * Returns the sample of a class, empty if none is kept.
     *
     * @throws StateStoreException if the store does not answer
     * @throws ReplayException if what is kept is no sample of that class
     */
    public static Optional<ReplayBundle> find(Attachments attachments, String migration, Fingerprint fingerprint) {
        String name = PREFIX + fingerprint.text();
        return attachments.get(migration, name).map(json -> {
            try {
                ReplayBundle bundle = ReplayBundle.parse(name, json);
                InvalidValueException.unless(
                        bundle.fingerprint().equals(fingerprint),
                        "fingerprint in %s".formatted(name),
                        fingerprint.text(),
                        bundle.fingerprint());
                return bundle;
            } catch (InvalidValueException damaged) {
                throw ReplayException.damagedSample(migration, fingerprint, damaged);
            }
        });
    }
}
