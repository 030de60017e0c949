package dev.switchback.canary.text;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Shape;
import dev.switchback.canary.text.ContentDifference.Side;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Classes how two texts that are not equal differ: by taking kinds of differences out until they are. */
final class TextDifference {

    private static final Set<DiscrepancyType> COSMETIC =
            EnumSet.of(DiscrepancyType.WHITESPACE, DiscrepancyType.COMMENT, DiscrepancyType.TIMESTAMP);
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9]{1,10}");

    private final String legacy;
    private final String replacement;
    private final TextTolerance tolerance;
    private final CommentSyntax syntax;
    private final Set<DiscrepancyType> ignored = EnumSet.noneOf(DiscrepancyType.class);

    TextDifference(String legacy, String replacement, TextTolerance tolerance, CommentSyntax syntax) {
        this.legacy = legacy;
        this.replacement = replacement;
        this.tolerance = tolerance;
        this.syntax = syntax;
        ignore(tolerance.whitespace(), DiscrepancyType.WHITESPACE);
        ignore(tolerance.comments(), DiscrepancyType.COMMENT);
        ignore(tolerance.timestamps(), DiscrepancyType.TIMESTAMP);
    }

    private void ignore(boolean ignore, DiscrepancyType type) {
        if (ignore) {
            ignored.add(type);
        }
    }

    /** {@return every kind of difference that is not ignored} */
    List<Discrepancy> classify(String path) {
        List<Discrepancy> found = new ArrayList<>();
        if (sameWithout(ignored)) {
            return found;
        }
        Canonical one = Canonical.of(legacy, COSMETIC, syntax, false);
        Canonical two = Canonical.of(replacement, COSMETIC, syntax, false);
        boolean cosmetic = tolerance.lineOrder() ? sameWithout(COSMETIC) : same(one.text(), two.text());
        if (!cosmetic) {
            found.addAll(ContentDifference.of(
                    Side.of(legacy, one, syntax), Side.of(replacement, two, syntax), tolerance, syntax, path));
        }
        Set<DiscrepancyType> kinds = cosmetic ? needed() : besides();
        if (kinds.isEmpty() && found.isEmpty() && !tolerance.whitespace()) { // lines in another order and broken anew
            kinds.add(DiscrepancyType.WHITESPACE);
        }
        for (DiscrepancyType type : kinds) {
            String message = cosmetic ? "only %s" : "besides, %s";
            found.add(Discrepancy.of(type, path, message.formatted(words(type)))
                    .shaped(new Shape(place(path), kind(type), path)));
        }
        return found;
    }

    /** {@return the kinds without which the texts are not the same} */
    private Set<DiscrepancyType> needed() {
        Set<DiscrepancyType> needed = EnumSet.copyOf(COSMETIC);
        for (DiscrepancyType type : COSMETIC) {
            Set<DiscrepancyType> fewer = EnumSet.copyOf(needed);
            fewer.remove(type);
            if (!ignored.contains(type) && sameWithout(fewer)) {
                needed.remove(type);
            }
        }
        needed.removeAll(ignored);
        return needed;
    }

    /** {@return the kinds that add differing lines to those that differ anyway} */
    private Set<DiscrepancyType> besides() {
        Set<DiscrepancyType> found = EnumSet.noneOf(DiscrepancyType.class);
        int least = differingLines(COSMETIC);
        for (DiscrepancyType type : COSMETIC) {
            Set<DiscrepancyType> fewer = EnumSet.copyOf(COSMETIC);
            fewer.remove(type);
            if (!ignored.contains(type) && isIn(type) && differingLines(fewer) > least) {
                found.add(type);
            }
        }
        return found;
    }

    /** {@return whether one of the texts has any of it at all} */
    private boolean isIn(DiscrepancyType type) {
        Set<DiscrepancyType> alone = EnumSet.of(type);
        return !canonical(legacy, alone, true).text().equals(legacy) // the same object, if it has none
                || !canonical(replacement, alone, true).text().equals(replacement);
    }

    private boolean sameWithout(Set<DiscrepancyType> without) {
        return same(comparable(legacy, without), comparable(replacement, without));
    }

    private boolean same(String one, String two) {
        return one.equals(two) || (tolerance.numbers() > 0 && NumberRule.same(one, two, tolerance.numbers()));
    }

    private String comparable(String text, Set<DiscrepancyType> without) {
        Canonical canonical = canonical(text, without, tolerance.lineOrder());
        return tolerance.lineOrder() ? canonical.sorted() : canonical.text();
    }

    private int differingLines(Set<DiscrepancyType> without) {
        Map<String, Integer> balance = new HashMap<>();
        for (String line : canonical(legacy, without, true).lines()) {
            balance.merge(line, 1, Integer::sum);
        }
        for (String line : canonical(replacement, without, true).lines()) {
            balance.merge(line, -1, Integer::sum);
        }
        return balance.values().stream().mapToInt(Math::abs).sum();
    }

    private Canonical canonical(String text, Set<DiscrepancyType> without, boolean keepLines) {
        return Canonical.textOf(text, without, syntax, keepLines);
    }

    /** {@return where in general a text is: a pattern of files by their extension, {@code text} for what is no file} */
    static String place(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        boolean plain =
                name.lastIndexOf('.') > 0 && EXTENSION.matcher(extension).matches();
        return path.isEmpty() ? "text" : plain ? "*.%s".formatted(extension) : "*";
    }

    private static String words(DiscrepancyType type) {
        return type == DiscrepancyType.WHITESPACE ? "white space differs" : "%s differ".formatted(kind(type));
    }

    private static String kind(DiscrepancyType type) {
        return switch (type) {
            case WHITESPACE -> "white space";
            case COMMENT -> "comments";
            default -> "timestamps";
        };
    }
}
