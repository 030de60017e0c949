package dev.switchback.schema.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What SQLite keeps of a statement, without what makes no difference. */
final class SqliteText {

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern TELLING = Pattern.compile(
            "\\b(check|references|collate|unique|generated|as\\s*\\(|foreign|constraint|primary|autoincrement)\\b?",
            Pattern.CASE_INSENSITIVE);

    private SqliteText() {}

    /** {@return the statement with single spaces; of a table only the parts that hold more than a plain column} */
    static String of(ObjectKind kind, String sql) {
        String plain = squeezed(COMMENT.matcher(sql).replaceAll(" "));
        if (kind != ObjectKind.TABLE) {
            return plain;
        }
        int open = plain.indexOf('(');
        int close = plain.lastIndexOf(')');
        if (open < 0 || close < open) {
            return plain; // a virtual table, or one without parentheses
        }
        String parts = parts(plain.substring(open + 1, close)).stream()
                .map(SqliteText::squeezed)
                .filter(part -> TELLING.matcher(part).find())
                .sorted()
                .collect(Collectors.joining("; "));
        return squeezed(parts + ' ' + plain.substring(close + 1).toLowerCase(Locale.ROOT));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Splits at the commas outside of parentheses and quotes. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (quote != 0) {
                quote = sign == quote ? 0 : quote;
            } else if (sign == '\'' || sign == '"' || sign == '`') {
                quote = sign;
            } else if (sign == '(') {
                depth++;
            } else if (sign == ')') {
                depth--;
            } else if (sign == ',' && depth == 0) {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
