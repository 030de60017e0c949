package dev.switchback.jdbc;

import dev.switchback.pipeline.InvalidValueException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;

/**
 * The URL of a database whose schema is to be changed: checked, and never shown as it is.
 *
 * @param url the whole URL, which may hold credentials
 * @param shown without user, password and settings
 */
public record SchemaUrl(String url, String shown) {

    private static final String RULE = "a JDBC URL: jdbc:postgresql:, jdbc:sqlite: or jdbc:h2:";

    /**
     * Checks a URL.
     *
     * @param input what it is called in a message, for instance {@code --url}
     * @throws InvalidValueException for any other text
     * @throws SourceException if the driver is not on the class path
     */
    public static SchemaUrl of(String input, String url) {
        String shown = Redaction.shown(url);
        DatabaseKind kind = Arrays.stream(DatabaseKind.values())
                .filter(one -> url.startsWith(one.prefix()))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(input, RULE, shown));
        InvalidValueException.unless(url.codePoints().noneMatch(Character::isISOControl), input, RULE, shown);
        InvalidValueException.unless(
                kind != DatabaseKind.POSTGRESQL || url.split("\\?", 2)[0].indexOf('@') < 0,
                input,
                "a JDBC URL with user and password as settings: ?user=...&password=...",
                shown);
        kind.requireDriver(shown);
        return new SchemaUrl(url, shown);
    }

    /** {@return what a driver said of it, on one line and without what is secret} */
    public String said(SQLException failed) {
        boolean unknown = failed.getCause() instanceof UnknownHostException;
        String text = String.valueOf(Redaction.of(url).clean(failed).getMessage());
        return (unknown ? text + " The host is unknown" : text)
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** {@return what the driver is given: a change of a schema may take hours, so that no answer is too late} */
    public Properties settings() {
        Properties settings = new Properties();
        if (url.startsWith(DatabaseKind.POSTGRESQL.prefix())) {
            settings.setProperty("ApplicationName", "switchback");
            settings.setProperty("connectTimeout", "10");
            settings.setProperty("tcpKeepAlive", "true");
            settings.setProperty("targetServerType", "primary");
        }
        if (url.startsWith(DatabaseKind.SQLITE.prefix()) && !url.contains("busy_timeout=")) {
            settings.setProperty("busy_timeout", "10000"); // whoever else is in the file is soon done, most of the time
        }
        return settings;
    }

    /** {@return whether it names a file of SQLite or H2 that is not there, which connecting would make} */
    public boolean isAbsentFile() {
        String bare = url.split("[?;]", 2)[0];
        if (bare.startsWith(DatabaseKind.SQLITE.prefix())) {
            String name = bare.substring(DatabaseKind.SQLITE.prefix().length());
            return !name.isEmpty() && !name.startsWith(":") && !name.startsWith("file:") && isAbsent(name);
        }
        if (bare.startsWith(DatabaseKind.H2.prefix())) {
            String name = bare.substring(DatabaseKind.H2.prefix().length()).replaceFirst("^file:", "");
            boolean elsewhere = name.matches("(mem|tcp|ssl|zip|nio|nioMapped|split|async):.*");
            return !elsewhere && isAbsent(name + ".mv.db");
        }
        return false;
    }

    private static boolean isAbsent(String name) {
        try {
            return !Files.exists(
                    Path.of(name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name));
        } catch (InvalidPathException noFile) {
            return false; // the driver says what is wrong with it
        }
    }

    @Override
    public String toString() {
        return shown;
    }
}
