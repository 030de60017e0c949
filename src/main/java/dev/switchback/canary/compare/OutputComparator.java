package dev.switchback.canary.compare;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.structure.StructureComparator;
import dev.switchback.canary.structure.StructureTolerance;
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

    /** {@return a comparator of bytes; it tells both sizes and the first byte that differs, counted from 0} */
    static OutputComparator<byte[]> ofBytes() {
        return new OutcomeComparator<>(BytesComparator::compare);
    }

    /** {@return a comparator of JSON texts that ignores nothing; see the one with a tolerance} */
    static OutputComparator<String> ofJson() {
        return ofJson(StructureTolerance.EXACT);
    }

    /**
     * Returns a comparator of JSON texts by what they say.
     *
     * <p>The order of keys and the white space between values never count, and numbers are compared by value: 1, 1.0 and
     * 1e0 are one number. Everything else does unless the tolerance says otherwise: a date is a value, and a list is in
     * an order. Lists that hold the same in another order are one difference. A text that is not JSON (NaN is not) is a
     * critical difference, unless both texts are equal.
     *
     * <p>Below 512 levels nothing is compared, which is a {@code COMPARISON_ERROR} there. Memory: both trees are held,
     * MEASURED.
     */
    static OutputComparator<String> ofJson(StructureTolerance tolerance) {
        return new OutcomeComparator<>(new StructureComparator(tolerance)::json);
    }

    /** {@return a comparator of objects by what they hold that ignores nothing; see the one with a tolerance} */
    static OutputComparator<Object> ofStructure() {
        return ofStructure(StructureTolerance.EXACT);
    }

    /**
     * Returns a comparator of objects by what they hold.
     *
     * <p>Records are compared by their components, other objects with public getters or fields by those; lists, arrays
     * and other collections by their elements in order, sets without it, maps by their keys as texts, Jackson's trees as
     * JSON; numbers of all types by value; an {@code Optional} is what it holds. What else there is, classes of the JDK
     * and what may not be looked into are compared by {@code equals}, enum constants by name. What no property shows is
     * not compared.
     *
     * <p>Objects of two classes are compared by their properties, and that the class differs is cosmetic; it is critical
     * where a sealed type has both as alternatives, of exceptions, and where there is no property. A getter that throws
     * is a {@code COMPARISON_ERROR} there and hides nothing else. A cycle ends where it closes. Below 512 levels, and
     * after 50 million steps, nothing is compared, which is a {@code COMPARISON_ERROR}, too.
     */
    static OutputComparator<Object> ofStructure(StructureTolerance tolerance) {
        return new OutcomeComparator<>(new StructureComparator(tolerance)::objects);
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
