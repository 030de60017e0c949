package dev.switchback.canary.text;

import dev.switchback.pipeline.InvalidValueException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which differences between two texts do not count, and what may be said of the others.
 *
 * <pre>{@code
 * TextTolerance.EXACT.ignoringWhitespace().ignoringTimestamps()
 * }</pre>
 *
 * <p>What is ignored is not reported at all; the same difference that is not ignored is reported as cosmetic.
 * An option ignores what it names and nothing beside it.
 *
 * @param whitespace whether white space outside strings is ignored, line ends and blank lines included
 * @param comments whether comments are ignored
 * @param timestamps whether the value of a date and time is ignored; that there is one on both sides is not
 * @param lineOrder whether the order of lines is ignored
 * @param numbers by how much two numbers may differ and still be the same, from 0
 * @param sizeCap in bytes; beyond it only equal or not is decided, and the discrepancy says so
 * @param fileCount how many files may be missing or extra before that is critical, from 0
 * @param syntax how comments are written; empty for the file name's, and {@link CommentSyntax#C_LIKE} for plain text
 * @param words names that the program which writes the texts gives, such as {@code hasMany}: they may be shown in the
 *     name of a class of differences, while every other name might be payload and is shown as {@code name}
 */
public record TextTolerance(
        boolean whitespace,
        boolean comments,
        boolean timestamps,
        boolean lineOrder,
        double numbers,
        int sizeCap,
        int fileCount,
        Optional<CommentSyntax> syntax,
        Set<String> words) {

    /** Nothing is ignored; files up to 1 MiB are looked into. */
    public static final TextTolerance EXACT =
            new TextTolerance(false, false, false, false, 0, 1 << 20, 0, Optional.empty(), Set.of());

    public TextTolerance {
        InvalidValueException.unless(
                numbers >= 0 && Double.isFinite(numbers), "numbers", "a finite number from 0", numbers);
        InvalidValueException.unless(sizeCap >= 0, "sizeCap", "at least 0 bytes", sizeCap);
        InvalidValueException.unless(fileCount >= 0, "fileCount", "at least 0 files", fileCount);
        words = Set.copyOf(words);
    }

    /** {@return the same, ignoring white space} */
    public TextTolerance ignoringWhitespace() {
        return new TextTolerance(true, comments, timestamps, lineOrder, numbers, sizeCap, fileCount, syntax, words);
    }

    /** {@return the same, ignoring comments} */
    public TextTolerance ignoringComments() {
        return new TextTolerance(whitespace, true, timestamps, lineOrder, numbers, sizeCap, fileCount, syntax, words);
    }

    /** {@return the same, ignoring dates and times} */
    public TextTolerance ignoringTimestamps() {
        return new TextTolerance(whitespace, comments, true, lineOrder, numbers, sizeCap, fileCount, syntax, words);
    }

    /** {@return the same, ignoring the order of lines} */
    public TextTolerance ignoringLineOrder() {
        return new TextTolerance(whitespace, comments, timestamps, true, numbers, sizeCap, fileCount, syntax, words);
    }

    /** {@return the same, with numbers that differ by no more than this being equal} */
    public TextTolerance numbersWithin(double difference) {
        return new TextTolerance(
                whitespace, comments, timestamps, lineOrder, difference, sizeCap, fileCount, syntax, words);
    }

    /** {@return the same, looking into texts of up to so many bytes} */
    public TextTolerance sizeCap(int bytes) {
        return new TextTolerance(whitespace, comments, timestamps, lineOrder, numbers, bytes, fileCount, syntax, words);
    }

    /** {@return the same, with so many missing or extra files being no more than a warning} */
    public TextTolerance fileCountWithin(int files) {
        return new TextTolerance(whitespace, comments, timestamps, lineOrder, numbers, sizeCap, files, syntax, words);
    }

    /** {@return the same, reading every text by this syntax} */
    public TextTolerance syntax(CommentSyntax written) {
        return new TextTolerance(
                whitespace, comments, timestamps, lineOrder, numbers, sizeCap, fileCount, Optional.of(written), words);
    }

    /** {@return the same, with more names that are no payload and may be shown in the name of a class} */
    public TextTolerance naming(Set<String> more) {
        Set<String> all = new LinkedHashSet<>(words);
        all.addAll(more);
        return new TextTolerance(whitespace, comments, timestamps, lineOrder, numbers, sizeCap, fileCount, syntax, all);
    }
}
