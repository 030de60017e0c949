package dev.switchback.activemodel;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stage of the new pipeline that lays source out.
 *
 * <p>Two spaces for each line that opens brackets, no white space at the end of a line, no two empty lines in a row,
 * one line end at the end; imports and unions beyond 100 columns get a line for each part.
 *
 * <p>It moves white space only, and looks neither into literals nor into comments.
 */
final class SourceFormatter {

    private static final int WIDTH = 100;
    private static final String INDENT = "  ";
    private static final Pattern IMPORT = Pattern.compile("(import (?:type )?\\{) (.*) (\\} from '.*';)");

    private SourceFormatter() {}

    static ModelFiles format(ModelFiles files) {
        TreeMap<String, String> formatted = new TreeMap<>(files.files());
        formatted.replaceAll((path, source) -> format(source));
        return new ModelFiles(files.table(), formatted);
    }

    static String format(String source) {
        StringBuilder out = new StringBuilder();
        boolean afterEmpty = true; // also before the first line
        int depth = 0;
        for (String raw : source.split("\n", -1)) {
            String line = raw.strip();
            if (line.isEmpty()) {
                out.append(afterEmpty ? "" : "\n");
            } else if (isComment(line)) {
                out.append(INDENT.repeat(depth)).append(line.startsWith("*") ? " " : "");
                out.append(line).append('\n');
            } else {
                String code = withoutLiterals(line);
                String indent = INDENT.repeat(Math.max(0, depth - leadingClosers(code)));
                wrap(indent, line, code).forEach(each -> out.append(each).append('\n'));
                depth = Math.max(0, depth + Integer.signum(balance(code)));
            }
            afterEmpty = line.isEmpty();
        }
        return out.toString().stripTrailing() + "\n";
    }

    /** {@return the line, of the same length, with every character of its string literals replaced} */
    private static String withoutLiterals(String line) {
        if (line.indexOf('\'') < 0) {
            return line;
        }
        StringBuilder code = new StringBuilder(line);
        boolean quoted = false;
        for (int at = 0; at < line.length(); at++) {
            char character = line.charAt(at);
            boolean quote = character == '\'';
            if (quoted || quote) {
                code.setCharAt(at, '_');
            }
            if (quoted && character == '\\' && at + 1 < line.length()) {
                code.setCharAt(++at, '_');
            } else if (quote) {
                quoted = !quoted;
            }
        }
        return code.toString();
    }

    private static boolean isComment(String line) {
        return line.startsWith("*") || line.startsWith("/*") || line.startsWith("//");
    }

    private static int balance(String code) {
        int balance = 0;
        for (int at = 0; at < code.length(); at++) {
            balance += opened(code.charAt(at));
        }
        return balance;
    }

    private static int opened(int character) {
        if (character == '{' || character == '(' || character == '[') {
            return 1;
        }
        return character == '}' || character == ')' || character == ']' ? -1 : 0;
    }

    /** A line that begins with a bracket that closes stands as far out as the line that opened it. */
    private static int leadingClosers(String code) {
        return opened(code.charAt(0)) < 0 ? 1 : 0;
    }

    private static List<String> wrap(String indent, String line, String code) {
        if (indent.length() + line.length() <= WIDTH) {
            return List.of(indent + line);
        }
        Matcher imported = IMPORT.matcher(line);
        if (imported.matches()) {
            List<String> lines = new ArrayList<>(List.of(imported.group(1)));
            for (String name : List.of(imported.group(2).split(", ", -1))) {
                lines.add("%s%s,".formatted(INDENT, name));
            }
            lines.add(imported.group(3));
            return lines;
        }
        return wrapUnion(indent, line, code);
    }

    /** A property with a union is {@code key: a | b;}: the first colon ends the key. */
    private static List<String> wrapUnion(String indent, String line, String code) {
        int colon = code.indexOf(": ");
        List<Integer> bars = barsOutsideBrackets(code);
        if (colon < 0 || bars.isEmpty() || !code.endsWith(";")) {
            return List.of(indent + line);
        }
        List<String> lines = new ArrayList<>(List.of(indent + line.substring(0, colon + 1)));
        int from = colon + 2;
        for (int bar : bars) {
            lines.add("%s%s| %s".formatted(indent, INDENT, line.substring(from, bar)));
            from = bar + " | ".length();
        }
        lines.add("%s%s| %s".formatted(indent, INDENT, line.substring(from)));
        return lines;
    }

    private static List<Integer> barsOutsideBrackets(String code) {
        List<Integer> bars = new ArrayList<>();
        int depth = 0;
        for (int at = 0; at < code.length(); at++) {
            depth += opened(code.charAt(at));
            if (depth == 0 && code.startsWith(" | ", at)) {
                bars.add(at);
            }
        }
        return bars;
    }
}
