package dev.switchback.cli.shell;

import dev.switchback.event.CleanText;
import java.util.regex.Pattern;

/** What of a URL is not shown: user, password and settings, also where it stands in the middle of a message. */
public final class Secrets {

    private static final Pattern USER = Pattern.compile("(jdbc:[a-z0-9]+:(?:[a-z0-9]+:)?//)[^\\s'\"?;]*@");
    private static final Pattern QUOTED =
            Pattern.compile("(['\"])(jdbc:[a-z0-9]+:[^'\"?;]*[?;])(?!\\.\\.\\.)[^'\"]*\\1");
    private static final Pattern SETTINGS =
            Pattern.compile("(jdbc:[a-z0-9]+:[^\\s'\"?;]*[?;])(?!\\.\\.\\.)\\S*?(['\"]?)(?=\\s|$)");

    private Secrets() {}

    /** {@return what is said of arguments, in which secrets of all kinds may stand, and are hidden} */
    static String ofUsage(String text) {
        return CleanText.secretless(hidden(text));
    }

    /** {@return a text in which each JDBC URL ends where its settings begin, and names no user} */
    public static String hidden(String text) {
        if (!text.contains("jdbc:")) {
            return text;
        }
        String anonymous = USER.matcher(text).replaceAll("$1");
        String quoted = QUOTED.matcher(anonymous).replaceAll("$1$2...$1");
        return SETTINGS.matcher(quoted).replaceAll("$1...$2");
    }
}
