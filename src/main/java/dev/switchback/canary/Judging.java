package dev.switchback.canary;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Comparison.Standing;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Finding;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One canary with both its outcomes: compared, judged and cleaned. Nothing that goes wrong on the way gets out. */
final class Judging<O> implements CanaryJudge.Question {

    private final CanarySample<O> sample;
    private final Outcome<? extends O> legacy;
    private final Outcome<? extends O> replacement;
    private final Parts parts;
    private Comparison found = Comparison.match();

    /**
     * What judging needs of its surroundings.
     *
     * @param judge says what counts
     * @param delivery cleans
     * @param errors counts and reports what is thrown
     */
    record Parts(CanaryJudge judge, Delivery delivery, RaisedErrors errors) {}

    Judging(CanarySample<O> sample, Outcome<? extends O> served, Outcome<? extends O> other, Parts parts) {
        boolean legacyServed = sample.served() == Route.LEGACY;
        this.sample = sample;
        this.legacy = legacyServed ? served : other;
        this.replacement = legacyServed ? other : served;
        this.parts = parts;
    }

    CanaryVerdict verdict() {
        try {
            found = Objects.requireNonNull(sample.comparator().compare(legacy, replacement), "comparison")
                    .timed(legacy, replacement);
        } catch (Throwable thrown) {
            return notCompared(thrown);
        }
        List<Standing> standings = standings();
        List<Finding> findings = new ArrayList<>();
        for (Discrepancy one : found.discrepancies()) {
            int index = findings.size();
            Standing standing = index < standings.size() ? standings.get(index) : Standing.COUNTS;
            findings.add(new Finding(parts.delivery().cleaned(one), standing));
        }
        Comparison counted = found.judged(findings);
        return new CanaryVerdict(
                sample.key(),
                sample.served(),
                CanaryResult.of(counted.result()),
                counted,
                findings,
                legacy.took(),
                replacement.took(),
                otherError());
    }

    /** Keeps both outcomes, where a difference counts and somebody wants them. */
    void keep(CanaryVerdict verdict) {
        if (verdict.comparison().matches()) {
            return;
        }
        try {
            sample.keeper().keep(verdict, legacy, replacement);
        } catch (Throwable thrown) {
            parts.errors().report("keep", thrown);
        }
    }

    private List<Standing> standings() {
        try {
            return Objects.requireNonNull(parts.judge().judge(this), "standings");
        } catch (Throwable thrown) {
            parts.errors().report("judge", thrown);
            return List.of();
        }
    }

    private CanaryVerdict notCompared(Throwable thrown) {
        parts.errors().report("comparator", thrown);
        String message = "the comparator threw %s".formatted(thrown.getClass().getName());
        Discrepancy why = Discrepancy.of(DiscrepancyType.COMPARISON_ERROR, "", message);
        return new CanaryVerdict(
                sample.key(),
                sample.served(),
                CanaryResult.ERROR,
                Comparison.of(List.of(why)),
                List.of(new Finding(why, Standing.COUNTS)),
                legacy.took(),
                replacement.took(),
                Optional.of(thrown));
    }

    private Optional<Throwable> otherError() {
        Outcome<? extends O> other = sample.served() == Route.LEGACY ? replacement : legacy;
        return other instanceof Outcome.Threw<? extends O> threw ? Optional.of(threw.error()) : Optional.empty();
    }

    @Override
    public String key() {
        return sample.key();
    }

    @Override
    public Comparison found() {
        return found;
    }

    @Override
    public Optional<Comparison> legacyAgain() {
        if (sample.legacyAgain().isEmpty() || !legacy.isReturned()) {
            return Optional.empty();
        }
        Outcome<O> again = again(sample.legacyAgain().get());
        try {
            return again.isReturned()
                    ? Optional.of(Objects.requireNonNull(sample.comparator().compare(legacy, again), "comparison"))
                    : Optional.empty();
        } catch (Throwable thrown) {
            raised("comparator", thrown);
            return Optional.empty();
        } finally {
            parts.delivery().close(again);
        }
    }

    private Outcome<O> again(Callable<? extends O> onceMore) {
        try {
            return new Outcome.Returned<>(onceMore.call(), Duration.ZERO);
        } catch (Throwable thrown) {
            raised("legacy again", thrown);
            return new Outcome.Threw<>(thrown, Duration.ZERO);
        }
    }

    @Override
    public void raised(String operation, Throwable error) {
        parts.errors().report(operation, error);
    }
}
