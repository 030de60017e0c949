package dev.switchback.canary.report;

import dev.switchback.canary.difference.Shown;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts text from outside into Markdown so that it stays text: on one line, and without a meaning of its own. */
final class Markdown {

    private static final Pattern TICKS = Pattern.compile("`+");
    private static final Pattern MEANING = Pattern.compile("[\\\\`*_\\[\\]<>#|~&@]|:(?=//)");

    private Markdown() {}

    /** {@return the text as code, between as many backticks as it needs; a dash if it is empty} */
    static String code(String text) {
        String shown = Shown.escaped(text);
        if (shown.isBlank()) {
            return shown.isEmpty() ? "-" : "`%s`".formatted(shown);
        }
        String fence = "`".repeat(longestRun(shown) + 1);
        boolean touches =
                shown.startsWith("`") || shown.endsWith("`") || (shown.startsWith(" ") && shown.endsWith(" "));
        return touches ? "%s %s %s".formatted(fence, shown, fence) : fence + shown + fence;
    }

    /** {@return the text as prose, whatever would mean something escaped} */
    static String prose(String text) {
        return MEANING.matcher(Shown.escaped(text)).replaceAll("\\\\$0");
    }

    /** {@return a row of a table; a bar in a cell is escaped, also in code, because tables are read first} */
    static String row(List<String> cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(bars(cell)).append(" |");
        }
        return row.append('\n').toString();
    }

    private static String bars(String cell) {
        StringBuilder escaped = new StringBuilder();
        boolean backslash = false;
        for (int at = 0; at < cell.length(); at++) {
            char character = cell.charAt(at);
            if (character == '|' && !backslash) {
                escaped.append('\\');
            }
            escaped.append(character);
            backslash = character == '\\' && !backslash;
        }
        return escaped.toString();
    }

    /** {@return lines as a block of code, characters that cannot be seen being named} */
    static String block(String language, List<String> lines) {
        String fence = "`".repeat(Math.max(3, longestRun(String.join("\n", lines)) + 1));
        StringBuilder block = new StringBuilder(fence).append(language).append('\n');
        lines.forEach(line -> block.append(Piece.visible(line)).append('\n'));
        return block.append(fence).append('\n').toString();
    }

    private static int longestRun(String text) {
        Matcher runs = TICKS.matcher(text);
        int longest = 0;
        while (runs.find()) {
            longest = Math.max(longest, runs.end() - runs.start());
        }
        return longest;
    }
}
