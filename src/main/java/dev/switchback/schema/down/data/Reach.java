package dev.switchback.schema.down.data;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Statements that change more than a database: roles and who is in them, databases, tablespaces, settings of the server.
 * By their text; what a function does that they call is not known.
 */
public final class Reach {

    private static final Set<String> BEYOND =
            Set.of("role", "user", "group", "database", "tablespace", "subscription", "system");
    private static final Set<String> SHARED = Set.of("role", "database", "tablespace", "subscription", "parameter");
    private static final Set<String> GRANTED = Set.of("on", "to", "from");

    /** In a body, also within texts, which may be executed; a privilege on an object of a schema has its {@code on}. */
    private static final Pattern IN_BODY = Pattern.compile(
            "\\b(?:create|alter|drop)\\s+(?:role|user|group|database|tablespace|subscription|system)\\b(?!\\s+mapping\\b)"
                    + "|\\b(?:reassign|drop)\\s+owned\\b"
                    + "|\\bon\\s+(?:role|database|tablespace|parameter)\\b"
                    + "|\\b(?:grant|revoke)\\s(?:(?!\\bon\\b)[^;])+?\\b(?:to|from)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private static final Pattern SECRET = Pattern.compile("\\b(password|connection)\\b.*", Pattern.CASE_INSENSITIVE);

    private Reach() {}

    /** {@return its first line, as far as that holds no password} */
    public static String shown(String statement) {
        String line = statement.strip().split("\\s*[\\r\\n]", 2)[0];
        return SECRET.matcher(line).replaceFirst("$1 ...");
    }

    /** {@return whether a statement changes what is not part of a schema} */
    public static boolean isBeyond(String statement) {
        Words words = Words.of(statement);
        return switch (words.at(0)) {
            case "create", "alter", "drop" -> changes(words);
            case "reassign" -> true;
            case "grant", "revoke" -> grants(words.list());
            case "comment", "security" -> isOfShared(words.list(), words.list().indexOf("on"));
            case "do" -> words.texts().stream().anyMatch(Reach::isBodyBeyond);
            default -> false;
        };
    }

    private static boolean changes(Words words) {
        return (words.at(0).equals("drop") && words.at(1).equals("owned"))
                || (BEYOND.contains(words.at(1)) && !words.at(2).equals("mapping"));
    }

    /** A role is granted to another without {@code ON}; between parentheses are the names of columns. */
    private static boolean grants(List<String> words) {
        int depth = 0;
        for (int at = 1; at < words.size(); at++) {
            String word = words.get(at);
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth == 0 && GRANTED.contains(word)) {
                return !word.equals("on") || isOfShared(words, at);
            }
        }
        return false;
    }

    private static boolean isOfShared(List<String> words, int on) {
        return on >= 0 && on + 1 < words.size() && SHARED.contains(words.get(on + 1));
    }

    private static boolean isBodyBeyond(String body) {
        return IN_BODY.matcher(COMMENT.matcher(body).replaceAll(" ")).find();
    }
}
