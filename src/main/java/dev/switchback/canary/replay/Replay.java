package dev.switchback.canary.replay;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.report.ComparedFiles;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Outcome.Returned;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the request of a bundle again, and compares what the new side gives now with what legacy gave then.
 *
 * <pre>{@code
 * ReplayResult result = Replay.of(new OrdersReplay(), ReplayBundle.read(file)).run();
 * }</pre>
 *
 * <p>Times are not compared: the two runs may lie months and machines apart. For one thread.
 *
 * @param <I> the request
 * @param <O> the output
 */
public final class Replay<I, O> {

    private static final Logger log = LoggerFactory.getLogger(Replay.class);

    private final ReplaySubject<I, O> subject;
    private final ReplayBundle bundle;
    private final I request;
    private final Outcome<O> recorded;

    private Replay(ReplaySubject<I, O> subject, ReplayBundle bundle, I request, Outcome<O> recorded) {
        this.subject = subject;
        this.bundle = bundle;
        this.request = request;
        this.recorded = recorded;
    }

    /**
     * Prepares a replay; nothing runs yet.
     *
     * @throws InvalidValueException if the bundle is of another subject, or the subject cannot read it
     */
    public static <I, O> Replay<I, O> of(ReplaySubject<I, O> subject, ReplayBundle bundle) {
        String named = bundle.origin().subject();
        InvalidValueException.unless(
                named.equals(subject.name()), "subject", "%s, which the bundle names".formatted(named), subject.name());
        I request = decoded("request", () -> subject.requests().decode(bundle.request()));
        Outcome<O> recorded = decoded("recorded output", () -> bundle.legacy().<O>outcome(subject.outputs()));
        return new Replay<>(subject, bundle, request, recorded);
    }

    private static <T> T decoded(String what, Supplier<T> decoding) {
        String rule = "one that the subject can read";
        T value;
        try {
            value = decoding.get();
        } catch (RuntimeException unreadable) {
            throw InvalidValueException.of(what, rule, unreadable.getMessage(), unreadable);
        }
        InvalidValueException.unless(value != null, what, rule, "null");
        return value;
    }

    /** {@return what came of running the new side} */
    public ReplayResult run() {
        return run(Optional.empty());
    }

    /** {@return what came of running legacy, to see whether it still gives what it gave, and then the new side} */
    public ReplayResult runBoth() {
        Outcome<O> legacy = ask(Route.LEGACY);
        try {
            return run(Optional.of(compare(legacy)));
        } finally {
            close(legacy);
        }
    }

    private ReplayResult run(Optional<Comparison> legacyAgain) {
        Outcome<O> fresh = ask(Route.NEW);
        try {
            Comparison found = compare(fresh);
            return new ReplayResult(bundle, verdict(found), found, outputs(found, fresh), legacyAgain);
        } finally {
            close(fresh);
        }
    }

    private Outcome<O> ask(Route side) {
        try {
            return new Returned<>(subject.generate(side, request), Duration.ZERO);
        } catch (Throwable thrown) { // an Error is an outcome, too
            return new Outcome.Threw<>(thrown, Duration.ZERO);
        }
    }

    private Comparison compare(Outcome<O> fresh) {
        try {
            return Objects.requireNonNull(subject.comparator().compare(recorded, fresh), "comparison");
        } catch (Throwable thrown) { // in production, too, the canary says so and goes on
            String message =
                    "the comparator threw %s".formatted(thrown.getClass().getName());
            return Comparison.of(List.of(Discrepancy.of(DiscrepancyType.COMPARISON_ERROR, "", message)
                    .values("", String.valueOf(thrown.getMessage()))));
        }
    }

    private ReplayResult.Verdict verdict(Comparison found) {
        boolean there =
                found.discrepancies().stream().anyMatch(one -> one.fingerprint().equals(bundle.fingerprint()));
        if (there) {
            return ReplayResult.Verdict.STILL_THERE;
        }
        boolean hidden = found.unlisted() > 0
                || found.discrepancies().stream()
                        .anyMatch(one -> one.type() == DiscrepancyType.SUCCESS_STATUS
                                || one.type() == DiscrepancyType.COMPARISON_ERROR);
        if (hidden) {
            return ReplayResult.Verdict.CANNOT_TELL;
        }
        return found.matches() ? ReplayResult.Verdict.GONE : ReplayResult.Verdict.OTHERS_LEFT;
    }

    private Optional<ComparedFiles> outputs(Comparison found, Outcome<O> fresh) {
        if (!(recorded instanceof Returned<O> one) || !(fresh instanceof Returned<O> two)) {
            return Optional.empty();
        }
        O legacy = one.output();
        O replacement = two.output();
        if (legacy == null || replacement == null) {
            return Optional.empty();
        }
        try {
            SampleCodec<O> codec = subject.outputs();
            return Optional.of(
                    new ComparedFiles(bundle.origin().key(), found, codec.files(legacy), codec.files(replacement)));
        } catch (RuntimeException notShown) { // the verdict stands
            log.warn("[OutputComparator] the outputs of a replay cannot be shown as files", notShown);
            return Optional.empty();
        }
    }

    private static void close(Outcome<?> outcome) {
        if (outcome instanceof Returned<?> returned && returned.output() instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception failed) { // the answer stands
                log.warn("[OutputComparator] an output that was replayed could not be closed", failed);
            }
        }
    }
}
