package dev.switchback.canary.mismatch;

import dev.switchback.canary.CanaryJudge.Question;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Comparison.Standing;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Fingerprint;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Tells differences that the new pipeline makes from those that legacy has with itself.
 *
 * <p>Where two runs of legacy differ, a mask is laid over that spot and kind of change: over {@code uuid -> uuid} at
 * {@code /id}, not over {@code uuid -> null} there. A mask that legacy's own differences do not explain is passed over:
 * after {@value #ENOUGH_RUNS} runs of legacy on the sample, a spot at which the new side differs more than
 * {@value #TIMES} times as often as legacy from itself counts again.
 *
 * <p>Whether a run threw and how long it took are never noise. Nor is a difference of which a comparator says neither where
 * it is nor what became what: a mask over it would hide every other. Thread-safe.
 */
final class NoiseFloor {

    private static final Set<DiscrepancyType> NEVER = EnumSet.of(
            DiscrepancyType.SUCCESS_STATUS, DiscrepancyType.COMPARISON_ERROR, DiscrepancyType.PERFORMANCE_REGRESSION);
    private static final int MOST_RUNS = 2;
    private static final int LOOKS = 3;
    private static final int MOST_CLASSES = 1_024;
    private static final int ENOUGH_RUNS = 50;
    private static final int ENOUGH_HITS = 20;
    private static final int TIMES = 5;
    private static final int FREE_RUNS = 20;
    private static final int SHARE = 5;

    private final NoiseSettings settings;
    private final Clock clock;
    private final Consumer<NoiseMask> learnt;
    private final Map<String, Known> masks = new ConcurrentHashMap<>();
    private final Map<Fingerprint, Integer> looks = new ConcurrentHashMap<>();
    private final AtomicLong canaries = new AtomicLong();
    private final AtomicLong runs = new AtomicLong();
    private final LongAdder sampledRuns = new LongAdder();

    /**
     * Starts without masks.
     *
     * @param learnt told of each mask that is laid or found again
     */
    NoiseFloor(NoiseSettings settings, Clock clock, Consumer<NoiseMask> learnt) {
        this.settings = settings;
        this.clock = clock;
        this.learnt = learnt;
    }

    /** Takes up what the state holds, of whatever process it is; a mask that it no longer holds is lifted. */
    void stored(Collection<NoiseMask> kept) {
        Instant now = clock.instant();
        Set<String> held = new HashSet<>();
        for (NoiseMask mask : kept) {
            held.add(mask.id());
            if (!mask.hasEnded(now)) { // else it would take the room of one that masks something
                know(mask.id(), mask).held = true;
            }
        }
        masks.forEach((id, known) -> {
            if (known.held && !held.contains(id)) {
                masks.remove(id, known);
            }
        });
    }

    /**
     * Returns the standing of each difference, after legacy has run once more if that is to be known.
     *
     * @param byRules their standings as far as rules say
     */
    List<Standing> judge(Question question, List<Standing> byRules) {
        long canary = canaries.incrementAndGet();
        boolean sampled = settings.samples(canary);
        List<Standing> standings = standings(question, byRules);
        for (int run = 0; run < MOST_RUNS && mayRun(canary); run++) {
            boolean forSample = sampled && run == 0;
            if (!forSample && !isUnexplained(question.found(), standings)) {
                break;
            }
            Optional<Comparison> differences = question.legacyAgain();
            if (differences.isEmpty()) {
                break;
            }
            runs.incrementAndGet();
            learn(question.key(), differences.get(), forSample);
            standings = standings(question, byRules);
        }
        looked(question.found(), standings);
        count(question);
        return standings;
    }

    private boolean mayRun(long canary) {
        return runs.get() < FREE_RUNS + settings.first() + canary / SHARE;
    }

    private List<Standing> standings(Question question, List<Standing> byRules) {
        List<Standing> standings = new ArrayList<>(byRules);
        for (int index = 0; index < standings.size(); index++) {
            Discrepancy found = question.found().discrepancies().get(index);
            if (standings.get(index) == Standing.COUNTS && isNoise(question.key(), found)) {
                standings.set(index, Standing.NOISE);
            }
        }
        return standings;
    }

    private boolean isNoise(String key, Discrepancy found) {
        Known known = isNeverNoise(found) || masks.isEmpty() ? null : masks.get(id(key, found));
        return known != null && !known.mask.hasEnded(clock.instant()) && explains(known);
    }

    /** {@return whether legacy differs from itself there about as often as the new side differs from legacy} */
    private boolean explains(Known known) {
        long hits = known.hits.sum();
        long sample = sampledRuns.sum();
        if (hits < ENOUGH_HITS || sample < ENOUGH_RUNS) {
            return true;
        }
        double share = (double) hits / canaries.get();
        double ownShare = (double) known.ownHits.sum() / sample;
        return share <= TIMES * ownShare;
    }

    private boolean isUnexplained(Comparison comparison, List<Standing> standings) {
        for (int index = 0; index < standings.size(); index++) {
            Discrepancy found = comparison.discrepancies().get(index);
            if (standings.get(index) == Standing.COUNTS
                    && !isNeverNoise(found)
                    && looks.getOrDefault(found.fingerprint(), 0) < LOOKS) {
                return true;
            }
        }
        return false;
    }

    private void looked(Comparison comparison, List<Standing> standings) {
        if (looks.size() > MOST_CLASSES) {
            looks.clear();
        }
        Set<Fingerprint> counted = new HashSet<>();
        for (int index = 0; index < standings.size(); index++) {
            if (standings.get(index) == Standing.COUNTS) {
                counted.add(comparison.discrepancies().get(index).fingerprint());
            }
        }
        counted.forEach(fingerprint -> looks.merge(fingerprint, 1, Integer::sum));
    }

    private void count(Question question) {
        question.found().discrepancies().stream()
                .map(found -> id(question.key(), found))
                .distinct()
                .forEach(id -> {
                    Known known = masks.get(id);
                    if (known != null) {
                        known.hits.increment();
                    }
                });
    }

    private void learn(String key, Comparison differences, boolean forSample) {
        if (forSample) {
            sampledRuns.increment();
        }
        Instant now = clock.instant();
        Set<String> once = new HashSet<>();
        for (Discrepancy found : differences.discrepancies()) {
            String id = id(key, found);
            if (isNeverNoise(found) || !once.add(id) || (!masks.containsKey(id) && isFull(now))) {
                continue;
            }
            NoiseMask mask = new NoiseMask(
                    id,
                    found.fingerprint(),
                    found.type(),
                    found.shape().place(),
                    found.shape().change(),
                    1,
                    now,
                    now.plus(settings.masksLast()));
            Known known = know(id, mask);
            if (forSample) {
                known.ownHits.increment();
            }
            learnt.accept(mask);
        }
    }

    /** {@return whether there is no room for one more, also after those that have ended have left} */
    private boolean isFull(Instant now) {
        if (masks.size() >= KeptNoise.MOST) {
            masks.values().removeIf(known -> known.mask.hasEnded(now));
        }
        return masks.size() >= KeptNoise.MOST;
    }

    private Known know(String id, NoiseMask mask) {
        Known known = masks.computeIfAbsent(id, first -> new Known(mask));
        if (mask.until().isAfter(known.mask.until())) {
            known.mask = mask;
        }
        return known;
    }

    private static boolean isNeverNoise(Discrepancy found) {
        return NEVER.contains(found.type())
                || (found.shape().spot().isEmpty() && found.shape().change().isEmpty());
    }

    private static String id(String key, Discrepancy found) {
        return Fingerprint.hash(
                "noise",
                found.type().text(),
                KeyWords.without(key, found.shape().spot()),
                found.shape().change());
    }

    /** A mask, and how often it was met since this process began. */
    private static final class Known {

        private volatile NoiseMask mask;
        private volatile boolean held; // by the state
        private final LongAdder hits = new LongAdder();
        private final LongAdder ownHits = new LongAdder();

        private Known(NoiseMask mask) {
            this.mask = mask;
        }
    }
}
