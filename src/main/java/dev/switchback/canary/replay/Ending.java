package dev.switchback.canary.replay;

import dev.switchback.canary.compare.RecordedException;
import dev.switchback.pipeline.Outcome;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How one side ended when a sample was taken, as text. */
public sealed interface Ending {

    /**
     * The side returned.
     *
     * @param output what it returned, encoded; null if it returned null
     */
    record Returned(@Nullable String output) implements Ending {}

    /**
     * The side threw.
     *
     * @param type the name of the class of the error; only ever compared, never loaded
     * @param message its message; null if it had none
     */
    record Threw(String type, @Nullable String message) implements Ending {}

    /** {@return how a side ended, as text} */
    static <O> Ending of(Outcome<? extends O> outcome, SampleCodec<O> codec) {
        if (outcome instanceof Outcome.Threw<? extends O> threw) {
            return new Threw(
                    RecordedException.typeOf(threw.error()), threw.error().getMessage());
        }
        O output = ((Outcome.Returned<? extends O>) outcome).output();
        return new Returned(output == null ? null : codec.encode(output)); // a pipeline may return null
    }

    /** {@return the same, with each text cleaned} */
    default Ending cleaned(UnaryOperator<String> clean) {
        if (this instanceof Threw threw) {
            return new Threw(threw.type(), threw.message() == null ? null : clean.apply(threw.message()));
        }
        String output = ((Returned) this).output();
        return new Returned(output == null ? null : clean.apply(output));
    }

    /** {@return the outcome that was written so, which took no time} */
    @SuppressWarnings("NullAway") // a pipeline may return null, whatever its type says
    default <O> Outcome<O> outcome(SampleCodec<O> codec) {
        if (this instanceof Threw threw) {
            return new Outcome.Threw<>(new RecordedException(threw.type(), threw.message()), Duration.ZERO);
        }
        String output = ((Returned) this).output();
        return new Outcome.Returned<>(output == null ? null : codec.decode(output), Duration.ZERO);
    }
}
