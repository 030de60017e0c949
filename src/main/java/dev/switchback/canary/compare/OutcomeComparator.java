package dev.switchback.canary.compare;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Shown;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Outcome.Returned;
import dev.switchback.pipeline.Outcome.Threw;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Compares how two pipelines ended, and what they returned only if both did. */
final class OutcomeComparator<O> implements OutputComparator<O> {

    private final BiFunction<? super O, ? super O, Comparison> outputs;

    OutcomeComparator(BiFunction<? super O, ? super O, Comparison> outputs) {
        this.outputs = outputs;
    }

    static Comparison equality(Object legacy, Object replacement) {
        if (Objects.deepEquals(legacy, replacement)) {
            return Comparison.match();
        }
        return Comparison.of(List.of(Discrepancy.of(DiscrepancyType.MODEL_STRUCTURE, "", "the outputs are not equal")
                .values(Shown.value(legacy), Shown.value(replacement))));
    }

    @Override
    public Comparison compare(Outcome<? extends O> legacy, Outcome<? extends O> replacement) {
        if (legacy instanceof Returned<? extends O> one && replacement instanceof Returned<? extends O> two) {
            return outputs(one.output(), two.output()).timed(legacy, replacement);
        }
        if (legacy instanceof Threw<? extends O> one
                && replacement instanceof Threw<? extends O> two
                && ErrorPattern.same(one.error(), two.error())) {
            return Comparison.match();
        }
        boolean bothThrew = !legacy.isReturned() && !replacement.isReturned();
        String message = bothThrew ? "both sides threw, not the same" : "only one side threw";
        return Comparison.of(List.of(Discrepancy.of(DiscrepancyType.SUCCESS_STATUS, "", message)
                .values(ending(legacy), ending(replacement))));
    }

    private Comparison outputs(O legacy, O replacement) {
        if (legacy == null || replacement == null) { // a pipeline may return null, whatever its type says
            return legacy == replacement ? Comparison.match() : equality(legacy, replacement);
        }
        return outputs.apply(legacy, replacement);
    }

    private static String ending(Outcome<?> outcome) {
        return outcome instanceof Threw<?> threw ? "threw %s".formatted(Shown.value(threw.error())) : "returned";
    }

    /** The message of an error without what differs from run to run: numbers, identities and addresses. */
    private static final class ErrorPattern {

        private static final Pattern UUID =
                Pattern.compile("\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");
        private static final Pattern HEX =
                Pattern.compile("\\b0[xX]\\p{XDigit}+\\b|@\\p{XDigit}{4,}\\b|\\b(?=\\p{XDigit}*\\d)\\p{XDigit}{8,}\\b");
        private static final Pattern DIGITS = Pattern.compile("\\d+");

        private ErrorPattern() {}

        static boolean same(Throwable legacy, Throwable replacement) {
            return RecordedException.typeOf(legacy).equals(RecordedException.typeOf(replacement))
                    && of(legacy).equals(of(replacement));
        }

        private static String of(Throwable error) {
            String message = String.valueOf(error.getMessage());
            String withoutUuids = UUID.matcher(message).replaceAll("<uuid>");
            String withoutHex = HEX.matcher(withoutUuids).replaceAll("<hex>");
            return DIGITS.matcher(withoutHex).replaceAll("<n>");
        }
    }
}
