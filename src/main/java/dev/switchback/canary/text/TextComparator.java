package dev.switchback.canary.text;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Shape;
import java.util.List;

/** Compares two texts: equal ones at memory speed, others by what differs. */
public final class TextComparator {

    private final TextTolerance tolerance;

    /** Makes a comparator. */
    public TextComparator(TextTolerance tolerance) {
        this.tolerance = tolerance;
    }

    /** {@return every difference between two texts} */
    public Comparison compare(String legacy, String replacement) {
        CommentSyntax syntax = tolerance.syntax().orElse(CommentSyntax.C_LIKE);
        return Comparison.of(differences("", legacy, replacement, syntax));
    }

    List<Discrepancy> differences(String path, String legacy, String replacement, CommentSyntax syntax) {
        if (legacy.equals(replacement)) {
            return List.of();
        }
        if (Math.max(legacy.length(), replacement.length()) > tolerance.sizeCap()) {
            return List.of(tooLarge(path, legacy.length(), replacement.length()));
        }
        return new TextDifference(legacy, replacement, tolerance, syntax).classify(path);
    }

    /** {@return what is said of an output into which nobody looked} */
    Discrepancy tooLarge(String path, long legacySize, long newSize) {
        return Discrepancy.of(
                        DiscrepancyType.FILE_CONTENT,
                        path,
                        "differs; above %d bytes only the checksum was compared".formatted(tolerance.sizeCap()))
                .values("%d bytes".formatted(legacySize), "%d bytes".formatted(newSize))
                .shaped(new Shape(TextDifference.place(path), "large", path));
    }
}
