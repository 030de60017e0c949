package dev.switchback.activemodel.tables;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What to suggest for a name that does not exist: the nearest one, or the first few. */
final class NearestName {

    private static final int LISTED = 10;
    private static final int LONGEST = 256;

    private NearestName() {}

    static String rule(List<String> names, String wrong) {
        return "a table of the schema (%s)"
                .formatted(of(names, wrong).map("did you mean %s?"::formatted).orElseGet(() -> listed(names)));
    }

    /** {@return the name with the fewest edits from the wrong one, if these are at most a third of its length} */
    static Optional<String> of(List<String> names, String wrong) {
        if (wrong.length() > LONGEST) {
            return Optional.empty(); // no database has such a name, and the distance costs length times length
        }
        String lower = wrong.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, wrong.length() / 3);
        return names.stream()
                .filter(name -> edits(name.toLowerCase(Locale.ROOT), lower) <= limit)
                .min(Comparator.comparingInt(name -> edits(name.toLowerCase(Locale.ROOT), lower)));
    }

    private static String listed(List<String> names) {
        if (names.isEmpty()) {
            return "which has none";
        }
        String first = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        return names.size() <= LISTED ? first : "%s and %d more".formatted(first, names.size() - LISTED);
    }

    /** The Levenshtein distance, with two rows of its matrix. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }
}
