package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is, {@code jdbc:postgresql://host:port/database?user=...}, and who said so.
 *
 * <p>It may hold a password: neither its text nor a message about a bad one shows more than which kind of URL it is.
 *
 * @param input what it is called in a message: a variable, an option or a parameter
 * @param url the whole URL
 */
public record DatabaseUrl(String input, String url) {

    private static final String KIND = "jdbc:postgresql:";
    private static final String RULE = "a JDBC URL of PostgreSQL: jdbc:postgresql://host:port/database";
    private static final Pattern ANY_KIND = Pattern.compile("jdbc:[a-z0-9]{1,32}:");

    /** Checks that it is one of PostgreSQL, and spelled out. */
    public DatabaseUrl {
        InvalidValueException.unless(url != null, input, RULE, null);
        boolean fits = url.length() > KIND.length()
                && url.startsWith(KIND)
                && !url.endsWith("?...") // as it is shown, which is not enough to connect
                && url.codePoints().noneMatch(DatabaseUrl::isForeign);
        InvalidValueException.unless(fits, input, RULE, shown(url));
    }

    private static boolean isForeign(int point) {
        return Character.isISOControl(point) || Character.isWhitespace(point);
    }

    private static String shown(String url) {
        Matcher kind = ANY_KIND.matcher(url);
        if (kind.lookingAt()) {
            return kind.group() + "...";
        }
        return url.isEmpty() ? "" : "a text of %d characters".formatted(url.length());
    }

    @Override
    public String toString() {
        return "%s=%s...".formatted(input, KIND);
    }
}
