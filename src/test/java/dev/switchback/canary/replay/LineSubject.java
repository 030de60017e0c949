package dev.switchback.canary.replay;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.time.Instant;

/** A subject of texts, whose sides a test gives it. */
public record LineSubject(Side legacy, Side replacement) implements ReplaySubject<String, String> {

    public static final Instant AT = Instant.parse("2026-01-31T08:00:00Z");
    public static final ReplayEnvironment PLACE = ReplayEnvironment.ofProcess("node-1");

    /** One side. */
    @FunctionalInterface
    public interface Side {
        String generate(String request) throws Exception;
    }

    /** A subject whose sides agree on everything but the totals. */
    public static LineSubject wrongTotals() {
        return new LineSubject(
                request -> "request: %s\ntotal: 10\nend\n".formatted(request),
                request -> "request: %s\ntotal: ten\nend\n".formatted(request));
    }

    public static LineSubject of(Side replacement) {
        return new LineSubject(request -> "total: 10\n", replacement);
    }

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public SampleCodec<String> requests() {
        return SampleCodec.ofText();
    }

    @Override
    public SampleCodec<String> outputs() {
        return SampleCodec.ofText();
    }

    @Override
    public String generate(Route side, String request) throws Exception {
        return (side == Route.NEW ? replacement : legacy).generate(request);
    }

    @Override
    public OutputComparator<String> comparator() {
        return OutputComparator.ofText();
    }

    public Outcome<String> outcome(Route side, String request) {
        try {
            return new Outcome.Returned<>(generate(side, request), Duration.ofMillis(3));
        } catch (Exception thrown) {
            return new Outcome.Threw<>(thrown, Duration.ofMillis(3));
        }
    }

    public ReplaySample<String, String> sample(String request) {
        return new ReplaySample<>(
                request, "key-1", Route.LEGACY, outcome(Route.LEGACY, request), outcome(Route.NEW, request), AT);
    }

    /** {@return what the first difference of a request looks like as a bundle} */
    ReplayBundle bundle(String request) {
        try {
            ReplaySample<String, String> sample = sample(request);
            var found = comparator().compare(sample.legacy(), sample.replacement());
            var first = found.discrepancies().get(0);
            return new Sampling<>(this, text -> text)
                    .bundle(sample, "orders", PLACE)
                    .of(first.fingerprint(), found.discrepancies());
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
