package dev.switchback.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a URL may be seen, and the secrets that must not be.
 *
 * <p>Seen are the kind, the host and the database. User, password and every setting are not: a setting that is a
 * secret today may have had no name when this was written.
 */
final class Redaction {

    private static final Pattern SETTING = Pattern.compile("[?&;]([^=&;]+)=([^&;]*)");
    private static final Pattern SECRET = Pattern.compile("(?i).*(pass|pwd|secret|token|key|credential).*");

    private final String url;
    private final List<String> secrets;

    private Redaction(String url, List<String> secrets) {
        this.url = url;
        this.secrets = secrets;
    }

    static Redaction of(String url) {
        List<String> secrets = new ArrayList<>();
        Matcher setting = SETTING.matcher(url);
        while (setting.find()) {
            if (SECRET.matcher(setting.group(1)).matches()) {
                addWithDecoded(secrets, setting.group(2));
            }
        }
        int start = url.indexOf("//");
        int end = url.lastIndexOf('@');
        if (start >= 0 && end > start) {
            String user = url.substring(start + 2, end);
            addWithDecoded(secrets, user);
            addWithDecoded(secrets, user.substring(user.indexOf(':') + 1));
        }
        secrets.removeIf(String::isBlank);
        // the longest first, so that no part of a secret is left over by a shorter one
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        return new Redaction(url, List.copyOf(secrets));
    }

    /** {@return the URL without user, password and settings} */
    static String shown(String url) {
        if (!url.regionMatches(true, 0, "jdbc:", 0, 5) && !url.contains("://")) {
            return url;
        }
        int start = url.indexOf("//");
        int end = url.lastIndexOf('@');
        String bare = start >= 0 && end > start ? url.substring(0, start + 2) + url.substring(end + 1) : url;
        int settings = firstOf(bare, '?', ';');
        return settings < 0 ? bare : bare.substring(0, settings) + bare.charAt(settings) + "...";
    }

    /** {@return the exception, or a copy without the secrets if its text or that of a cause holds one} */
    SQLException clean(SQLException error) {
        boolean leaks = false;
        for (Throwable at = error; at != null; at = at.getCause()) {
            leaks |= !clean(String.valueOf(at.getMessage())).equals(String.valueOf(at.getMessage()));
        }
        if (!leaks) {
            return error;
        }
        SQLException copy = error instanceof UncertainCommitException
                ? new UncertainCommitException(
                        new SQLException(clean(String.valueOf(error.getMessage())), error.getSQLState()))
                : new SQLException(
                        clean(String.valueOf(error.getMessage())), error.getSQLState(), error.getErrorCode());
        copy.setStackTrace(error.getStackTrace());
        return copy;
    }

    private String clean(String text) {
        String cleaned = text.replace(url, shown(url));
        for (String secret : secrets) {
            cleaned = cleaned.replace(secret, "***");
        }
        return cleaned;
    }

    private static void addWithDecoded(List<String> secrets, String value) {
        secrets.add(value);
        secrets.add(decoded(value));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // a percent sign that stands for itself
        }
    }

    private static int firstOf(String text, char one, char other) {
        int first = text.indexOf(one);
        int second = text.indexOf(other);
        return first < 0 ? second : second < 0 ? first : Math.min(first, second);
    }
}
