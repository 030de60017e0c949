package dev.switchback.canary.sample;

import dev.switchback.canary.replay.ReplayEnvironment;
import dev.switchback.canary.replay.ReplaySubject;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.StateStore;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * What an application gives so that samples of its requests may be kept.
 *
 * @param subject runs a request again
 * @param clean takes out of a text what must not be stored; what is left must still be readable by the codecs
 * @param <I> the request
 * @param <O> the output
 */
public record Samples<I, O>(ReplaySubject<I, O> subject, UnaryOperator<String> clean) {

    public Samples {
        InvalidValueException.unless(subject != null, "subject", "a subject", null);
        InvalidValueException.unless(clean != null, "clean", "a function, UnaryOperator.identity() at least", null);
    }

    /** {@return what keeps them} */
    public SampleKeeper<I, O> keeper(StateStore store, String migration, String node, Clock clock) {
        SampleStore kept = new SampleStore(store, migration, clean, ReplayEnvironment.ofProcess(node));
        return new SampleKeeper<>(subject, kept, clock);
    }
}
