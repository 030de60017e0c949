package dev.switchback.canary.compare;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.text.FilesComparator;
import dev.switchback.canary.text.TextComparator;
import dev.switchback.canary.text.TextTolerance;
import dev.switchback.canary.tree.FileTree;
import dev.switchback.pipeline.Outcome;

/**
 * Compares how two pipelines answered the same request.
 *
 * <pre>{@code
 * OutputComparator<Model> models = OutputComparator.ofText().on(Model::source);
 * }</pre>
 *
 * <p>Thread-safe. What it throws becomes a {@code COMPARISON_ERROR}.
 *
 * @param <O> the output
 */
@FunctionalInterface
public interface OutputComparator<O> {

    /**
     * Returns every difference between the two outcomes.
     *
     * @throws Exception when they cannot be compared ; the caller of either pipeline never sees it
     */
    Comparison compare(Outcome<? extends O> legacy, Outcome<? extends O> replacement) throws Exception;

    /** {@return a comparator by {@code equals}; arrays are compared by their elements} */
    static OutputComparator<Object> byEquality() {
        return new OutcomeComparator<>(OutcomeComparator::equality);
    }

    /** {@return a comparator of texts that ignores nothing} */
    static OutputComparator<String> ofText() {
        return ofText(TextTolerance.EXACT);
    }

    /** {@return a comparator of texts} */
    static OutputComparator<String> ofText(TextTolerance tolerance) {
        return new OutcomeComparator<>(new TextComparator(tolerance)::compare);
    }

    /** {@return a comparator of sets of files, each by its relative path, that ignores nothing} */
    static OutputComparator<FileTree> ofFiles() {
        return ofFiles(TextTolerance.EXACT);
    }

    /** {@return a comparator of sets of files, each by its relative path} */
    static OutputComparator<FileTree> ofFiles(TextTolerance tolerance) {
        return new OutcomeComparator<>(new FilesComparator(tolerance)::compare);
    }

    /**
     * Returns a comparator of something larger that looks at one part of it.
     *
     * @param part takes the part out; what it throws is a comparison error
     */
    default <P> OutputComparator<P> on(Part<? super P, ? extends O> part) {
        return (legacy, replacement) -> compare(part.of(legacy), part.of(replacement));
    }

    /**
     * Takes the part that is compared out of an output.
     *
     * @param <P> the output
     * @param <O> the part
     */
    @FunctionalInterface
    interface Part<P, O> {

        /**
         * Returns the part.
         *
         * @throws Exception when it cannot be had, for instance because a file cannot be read
         */
        O take(P output) throws Exception;

        /** {@return the same outcome, of the part} */
        private Outcome<O> of(Outcome<? extends P> outcome) throws Exception {
            if (outcome instanceof Outcome.Returned<? extends P> returned) {
                return new Outcome.Returned<>(take(returned.output()), returned.took());
            }
            Outcome.Threw<? extends P> threw = (Outcome.Threw<? extends P>) outcome;
            return new Outcome.Threw<>(threw.error(), threw.took());
        }
    }
}
