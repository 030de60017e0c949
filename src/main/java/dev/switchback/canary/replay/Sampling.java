package dev.switchback.canary.replay;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.pipeline.MigrationException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Makes a bundle of a sample: written as text, cleaned, and read back to see that it can be. Thread-safe.
 *
 * @param <I> the request
 * @param <O> the output
 */
public final class Sampling<I, O> {

    private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda.*", Pattern.DOTALL);
    private static final Fingerprint NONE = new Fingerprint("000000000000");

    private final ReplaySubject<I, O> subject;
    private final UnaryOperator<String> clean;

    /**
     * Makes it.
     *
     * @param subject whose codecs write and read
     * @param clean takes out of a text what must not be stored
     */
    public Sampling(ReplaySubject<I, O> subject, UnaryOperator<String> clean) {
        this.subject = subject;
        this.clean = clean;
    }

    /**
     * Returns the sample as a bundle of no class yet.
     *
     * @throws RefusedException if it cannot be written, cleaned or read back
     */
    public ReplayBundle bundle(ReplaySample<I, O> sample, String migration, ReplayEnvironment environment) {
        String request = encoded(() -> subject.requests().encode(sample.request()));
        Ending legacy = encoded(() -> Ending.of(sample.legacy(), subject.outputs()));
        Ending replacement = encoded(() -> Ending.of(sample.replacement(), subject.outputs()));
        String comparator =
                LAMBDA.matcher(subject.comparator().getClass().getName()).replaceFirst("");
        ReplayBundle bundle = new ReplayBundle(
                NONE,
                new ReplayBundle.Origin(
                        migration,
                        subject.name(),
                        comparator,
                        cut(cleaned(() -> clean.apply(sample.key()))),
                        sample.served(),
                        sample.at(),
                        environment),
                cleaned(() -> clean.apply(request)),
                cleaned(() -> legacy.cleaned(clean)),
                cleaned(() -> replacement.cleaned(clean)),
                List.of());
        boolean untouched = bundle.request().equals(request)
                && bundle.legacy().equals(legacy)
                && bundle.replacement().equals(replacement);
        readBack(bundle, untouched ? SampleFate.NOT_ENCODED : SampleFate.NOT_CLEANED);
        return bundle;
    }

    private void readBack(ReplayBundle bundle, SampleFate otherwise) {
        guarded(otherwise, () -> subject.requests().decode(bundle.request()));
        guarded(otherwise, () -> bundle.legacy().outcome(subject.outputs()));
        guarded(otherwise, () -> bundle.replacement().outcome(subject.outputs()));
    }

    /**
     * Returns the same examples without what must not be stored; their shape never holds it.
     *
     * @throws RefusedException if the cleaner threw
     */
    public List<Discrepancy> cleaned(List<Discrepancy> examples) {
        return cleaned(() -> examples.stream()
                .limit(ReplayBundle.EXAMPLES)
                .map(one -> new Discrepancy(
                        one.type(),
                        clean.apply(one.path()),
                        one.severity(),
                        clean.apply(one.message()),
                        clean.apply(one.legacyValue()),
                        clean.apply(one.newValue()),
                        one.shape()))
                .toList());
    }

    private static String cut(String key) {
        int longest = ReplayBundle.Origin.LONGEST_KEY;
        return key.length() <= longest ? key : key.substring(0, longest);
    }

    private static <T> T encoded(Supplier<T> work) {
        try {
            return Objects.requireNonNull(work.get());
        } catch (SampleTooLargeException tooLarge) {
            throw new RefusedException(SampleFate.TOO_LARGE, tooLarge);
        } catch (Throwable thrown) { // what users wrote may throw anything
            throw new RefusedException(SampleFate.NOT_ENCODED, thrown);
        }
    }

    private static <T> T cleaned(Supplier<T> work) {
        return guarded(SampleFate.NOT_CLEANED, work);
    }

    private static <T> T guarded(SampleFate otherwise, Supplier<T> work) {
        try {
            return Objects.requireNonNull(work.get());
        } catch (Throwable thrown) { // likewise
            throw new RefusedException(otherwise, thrown);
        }
    }

    /** The sample is not kept. */
    public static final class RefusedException extends MigrationException {

        private static final long serialVersionUID = 1L;

        private final SampleFate fate;

        RefusedException(SampleFate fate, Throwable cause) {
            super(fate.sentence(), cause);
            this.fate = fate;
        }

        /** {@return why} */
        public SampleFate fate() {
            return fate;
        }
    }
}
