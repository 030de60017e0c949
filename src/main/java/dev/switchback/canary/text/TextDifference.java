package dev.switchback.canary.text;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Classes how two texts that are not equal differ: by taking kinds of differences out until they are. */
final class TextDifference {

    private static final Set<DiscrepancyType> COSMETIC =
            EnumSet.of(DiscrepancyType.WHITESPACE, DiscrepancyType.COMMENT, DiscrepancyType.TIMESTAMP);
    private static final int AROUND = 60;

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
        Set<DiscrepancyType> all = EnumSet.copyOf(COSMETIC);
        boolean cosmetic = sameWithout(all);
        if (!cosmetic) {
            found.add(content(path, all));
        }
        for (DiscrepancyType type : cosmetic ? needed() : besides(all)) {
            found.add(Discrepancy.of(type, path, "only %s".formatted(words(type))));
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
    private Set<DiscrepancyType> besides(Set<DiscrepancyType> all) {
        Set<DiscrepancyType> found = EnumSet.noneOf(DiscrepancyType.class);
        int least = differingLines(all);
        for (DiscrepancyType type : COSMETIC) {
            Set<DiscrepancyType> fewer = EnumSet.copyOf(all);
            fewer.remove(type);
            if (!ignored.contains(type) && differingLines(fewer) > least) {
                found.add(type);
            }
        }
        return found;
    }

    private boolean sameWithout(Set<DiscrepancyType> without) {
        String one = comparable(legacy, without);
        String two = comparable(replacement, without);
        return one.equals(two) || (tolerance.numbers() > 0 && NumberRule.same(one, two, tolerance.numbers()));
    }

    private String comparable(String text, Set<DiscrepancyType> without) {
        Canonical canonical = Canonical.of(text, without, syntax, tolerance.lineOrder());
        return tolerance.lineOrder() ? canonical.sorted() : canonical.text();
    }

    private int differingLines(Set<DiscrepancyType> without) {
        Map<String, Integer> balance = new HashMap<>();
        for (String line : Canonical.of(legacy, without, syntax, true).lines()) {
            balance.merge(line, 1, Integer::sum);
        }
        for (String line : Canonical.of(replacement, without, syntax, true).lines()) {
            balance.merge(line, -1, Integer::sum);
        }
        return balance.values().stream().mapToInt(Math::abs).sum();
    }

    private Discrepancy content(String path, Set<DiscrepancyType> without) {
        Canonical one = Canonical.of(legacy, without, syntax, false);
        Canonical two = Canonical.of(replacement, without, syntax, false);
        int first = firstDifference(one.text(), two.text());
        int inLegacy = one.origin(first);
        int inNew = two.origin(first);
        String order = one.sorted().equals(two.sorted()) ? "; it has the same lines in another order" : "";
        return Discrepancy.of(
                        DiscrepancyType.FILE_CONTENT,
                        path,
                        "differs from line %d of legacy and line %d of new%s"
                                .formatted(line(legacy, inLegacy), line(replacement, inNew), order))
                .values(sample(legacy, inLegacy), sample(replacement, inNew));
    }

    /** {@return the first character that differs; the length of the shorter text if it begins the longer one} */
    private static int firstDifference(String one, String two) {
        int shorter = Math.min(one.length(), two.length());
        int at = 0;
        while (at < shorter && one.charAt(at) == two.charAt(at)) {
            at++;
        }
        return at;
    }

    private static int line(String text, int offset) {
        return (int) text.substring(0, offset)
                        .chars()
                        .filter(character -> character == '\n')
                        .count()
                + 1;
    }

    private static String sample(String text, int offset) {
        int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        int lineEnd = text.indexOf('\n', offset);
        int start = Math.max(lineStart, offset - AROUND);
        int end = Math.min(lineEnd < 0 ? text.length() : lineEnd, offset + AROUND);
        return text.substring(start, end);
    }

    private static String words(DiscrepancyType type) {
        return switch (type) {
            case WHITESPACE -> "white space differs";
            case COMMENT -> "comments differ";
            default -> "timestamps differ";
        };
    }
}
