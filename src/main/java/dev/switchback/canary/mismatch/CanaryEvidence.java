package dev.switchback.canary.mismatch;

import dev.switchback.canary.CanaryJudge;
import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.CanaryStatistics;
import dev.switchback.canary.CanaryVerdict;
import dev.switchback.canary.difference.Comparison.Standing;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.Finding;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.mismatch.CanaryReport.RuleUse;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the canaries of one process find: judged by rules and the noise floor, grouped by fingerprint, and written to the
 * state, where the findings of all processes come together.
 *
 * <p>Written by {@link #tick}, as observations: a second after something was found that is new to the state and to this
 * process, and then less and less often, at least every minute, and at the end; what is too much for one record in
 * several, a second apart. What was not written yet is lost by {@code kill -9}. Thread-safe.
 */
public final class CanaryEvidence implements CanaryJudge, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CanaryEvidence.class);
    private static final long SHORTEST = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    /** Classes and masks in one record of the journal, which holds each before and after and is of 64 KiB at most. */
    private static final int MOST = 6;

    private static final int MOST_HURRIED = 1_024;

    private final Parts parts;
    private final Rules rules;
    private final NoiseFloor noise;
    private final Pending pending = new Pending();
    private final Map<CanaryResult, Long> counted = new EnumMap<>(CanaryResult.class); // guarded by itself
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicInteger most = new AtomicInteger(MOST);
    private final AtomicBoolean complained = new AtomicBoolean();
    private volatile Document seen;
    private final Set<Fingerprint> hurried = ConcurrentHashMap.newKeySet(); // what was written at once already
    private volatile long interval = SHORTEST; // from one round of records to the next
    private volatile long wait = SHORTEST; // from the last record to the next
    private volatile int recordsLeft; // of this round
    private volatile long writtenAt;

    /**
     * What evidence is made of.
     *
     * @param store where it is kept
     * @param migration the migration's name
     * @param statistics how the canaries of this process have ended so far
     * @param clock wall time
     * @param nanoTime elapsed time in nanoseconds
     */
    public record Parts(
            StateStore store,
            String migration,
            Supplier<CanaryStatistics> statistics,
            Clock clock,
            LongSupplier nanoTime) {}

    /** Starts with the rules and masks that the state holds. */
    public CanaryEvidence(Parts parts, List<IgnoreRule> inCode, NoiseSettings settings) {
        this.parts = parts;
        this.rules = new Rules(inCode, parts.clock);
        this.noise = new NoiseFloor(settings, parts.clock, pending::noise);
        this.writtenAt = parts.nanoTime.getAsLong();
        this.seen = parts.store.document(parts.migration);
        follow(seen);
    }

    @Override
    public List<Standing> judge(Question question) {
        List<Standing> byRules = new ArrayList<>();
        for (Discrepancy found : question.found().discrepancies()) {
            Optional<IgnoreRule> rule = rules.ignoring(found, question);
            rule.ifPresent(used -> pending.used(used.id()));
            byRules.add(rule.isPresent() ? Standing.IGNORED : Standing.COUNTS);
        }
        return noise.judge(question, byRules);
    }

    /** Takes note of what a canary found. */
    public void heard(CanaryVerdict verdict) {
        Instant now = parts.clock.instant();
        boolean hurries = false;
        for (Finding finding : verdict.findings()) {
            hurries |= hurries(finding.discrepancy().fingerprint());
        }
        pending.add(verdict.key(), verdict.findings(), now);
        if (hurries) {
            interval = SHORTEST;
            wait = SHORTEST;
        }
    }

    /** Once for each class: the state may have no room for it, and then it is as new to it the next time. */
    private boolean hurries(Fingerprint found) {
        return !keeps(seen, found) && hurried.size() < MOST_HURRIED && hurried.add(found);
    }

    /** Follows what other processes and people wrote, and writes what was found if it is time. */
    public void tick() {
        Document now = parts.store.document(parts.migration);
        if (now.sequence() != seen.sequence()) {
            seen = now;
            follow(now);
        }
        long nanos = parts.nanoTime.getAsLong();
        if (nanos - writtenAt >= wait) {
            writtenAt = nanos;
            boolean wrote = write();
            recordsLeft = recordsLeft > 0 ? recordsLeft - 1 : pending.records(most.get());
            if (!wrote) {
                interval = SHORTEST;
            } else if (recordsLeft == 0) {
                interval = Math.min(LONGEST, interval * 2);
            }
            wait = recordsLeft > 0 ? SHORTEST : interval;
        }
    }

    private void follow(Document document) {
        rules.stored(KeptRules.read(document));
        noise.stored(KeptNoise.read(document));
    }

    /** Writes what was found, and returns whether there was anything; does not wait for the disk, never throws. */
    private boolean write() {
        if (!underWay.compareAndSet(false, true)) {
            return true;
        }
        countResults();
        Pending.Delta delta = pending.take(most.get());
        if (delta.isEmpty()) {
            underWay.set(false);
            return false;
        }
        try {
            Instant now = parts.clock.instant();
            StateChange change = StateChange.of(
                            parts.migration,
                            "CANARY_FINDINGS_KEPT",
                            Attribution.automatic("what canaries found, of %d classes"
                                    .formatted(delta.classes().size())))
                    .observation()
                    .change(document -> KeptNoise.with(
                            KeptFindings.with(document, delta), delta.masks().values(), now))
                    .build();
            parts.store.submit(change).whenComplete((entry, failed) -> ended(delta, failed));
        } catch (RuntimeException refused) {
            ended(delta, refused);
        }
        return true;
    }

    private void ended(Pending.Delta delta, @Nullable Throwable failed) {
        if (failed == null) {
            complained.set(false);
            most.set(MOST);
        } else {
            pending.giveBack(delta);
            most.set(1); // perhaps the record would have been too long
            if (complained.compareAndSet(false, true)) { // once, not every minute
                log.warn("[OutputComparator] what canaries found cannot be kept; tried again later", failed);
            }
        }
        underWay.set(false);
    }

    private void countResults() {
        synchronized (counted) {
            CanaryStatistics now = parts.statistics.get(); // within, or an older one would be counted after a newer one
            count(CanaryResult.MATCH, now.matches());
            count(CanaryResult.NOISE, now.noise());
            count(CanaryResult.IGNORED, now.ignored());
            count(CanaryResult.COSMETIC, now.cosmetic());
            count(CanaryResult.CRITICAL, now.critical());
            count(CanaryResult.ERROR, now.errors());
            count(CanaryResult.TIMEOUT, now.timeouts());
            count(CanaryResult.DROPPED, now.dropped());
        }
    }

    private void count(CanaryResult result, long total) {
        Long before = counted.put(result, total);
        pending.ended(result, total - (before == null ? 0 : before));
    }

    /** {@return what all processes have found, this one up to now; no I/O} */
    public CanaryReport report() {
        countResults();
        Pending.Delta own = pending.look();
        Instant now = parts.clock.instant();
        Document all = KeptNoise.with(
                KeptFindings.with(parts.store.document(parts.migration), own),
                own.masks().values(),
                now);
        return report(all, rules.inCode(), now);
    }

    /** {@return whether a document holds this class of findings} */
    public static boolean keeps(Document document, Fingerprint found) {
        return document.sections().containsKey("canary-" + found.text());
    }

    /** {@return what a document holds of the findings of all processes} */
    public static CanaryReport read(Document document, Instant now) {
        return report(document, List.of(), now);
    }

    private static CanaryReport report(Document document, List<IgnoreRule> inCode, Instant now) {
        KeptFindings.Totals totals = KeptFindings.totals(document);
        List<RuleUse> uses = new ArrayList<>();
        inCode.forEach(rule -> uses.add(use(rule, totals, now, true)));
        KeptRules.read(document).forEach(rule -> uses.add(use(rule, totals, now, false)));
        return new CanaryReport(
                document.migration(),
                now,
                totals.byResult(),
                KeptFindings.classes(document),
                totals.others(),
                uses,
                KeptNoise.read(document));
    }

    private static RuleUse use(IgnoreRule rule, KeptFindings.Totals totals, Instant now, boolean inCode) {
        return new RuleUse(rule, rule.hasEnded(now), totals.uses().getOrDefault(rule.id(), 0L), inCode);
    }

    /** {@return the rules that have ended and are still there, a sentence each} */
    public List<String> endedRules() {
        return rules.ended();
    }

    /** Writes what was found, for the last time. Does not wait for the disk. */
    @Override
    public void close() {
        for (int part = 0; part < Pending.CLASSES && (part == 0 || !pending.isEmpty()); part++) {
            underWay.set(false); // also while another write is under way: each has its own part of what was found
            write();
        }
    }
}
