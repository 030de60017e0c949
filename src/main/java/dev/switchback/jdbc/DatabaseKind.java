package dev.switchback.jdbc;

import java.util.Locale;
import java.util.Properties;

/** The databases we know, with what their drivers need to open one for reading. */
enum DatabaseKind {
    H2("jdbc:h2:", "org.h2.Driver", "com.h2database:h2:2.4.240") {
        @Override
        Properties forReading(String place) {
            Properties settings = new Properties();
            boolean file = !place.startsWith("mem:") && !place.startsWith("tcp:") && !place.startsWith("ssl:");
            if (file && !place.contains("ifexists=")) {
                // without it, H2 makes an empty database where the file is missing
                settings.setProperty("IFEXISTS", "TRUE");
            }
            return settings;
        }
    },
    POSTGRESQL("jdbc:postgresql:", "org.postgresql.Driver", "org.postgresql:postgresql:42.7.9") {
        @Override
        Properties forReading(String place) {
            Properties settings = new Properties();
            settings.setProperty("ApplicationName", "switchback");
            settings.setProperty("loginTimeout", "10");
            settings.setProperty("readOnly", "true");
            settings.setProperty("readOnlyMode", "always");
            return settings;
        }
    },
    SQLITE("jdbc:sqlite:", "org.sqlite.JDBC", "org.xerial:sqlite-jdbc:3.50.3.0") {
        @Override
        Properties forReading(String place) {
            Properties settings = new Properties();
            boolean memory = place.isEmpty() || place.contains(":memory:") || place.contains("mode=memory");
            if (!memory) {
                // SQLITE_OPEN_READONLY: the default makes an empty database where the file is missing
                settings.setProperty("open_mode", "1");
            }
            return settings;
        }
    };

    private final String prefix;
    private final String driver;
    private final String artifact;

    DatabaseKind(String prefix, String driver, String artifact) {
        this.prefix = prefix;
        this.driver = driver;
        this.artifact = artifact;
    }

    /** {@return how its URLs begin} */
    String prefix() {
        return prefix;
    }

    /** {@return the settings of a connection that only reads; those in the URL go before them} */
    Properties settings(String url) {
        return forReading(url.substring(prefix.length()).toLowerCase(Locale.ROOT));
    }

    abstract Properties forReading(String place);

    /**
     * Returns if the driver is there.
     *
     * @throws SourceException if it is not: the drivers are optional dependencies
     */
    void requireDriver(String shown) {
        requireDriver(shown, DatabaseKind.class.getClassLoader());
    }

    void requireDriver(String shown, ClassLoader classes) {
        requireClass(shown, driver, artifact, classes);
    }

    /**
     * Returns if a class is there that an optional dependency brings.
     *
     * @throws SourceException if it is not
     */
    static void requireClass(String shown, String name, String artifact) {
        requireClass(shown, name, artifact, DatabaseKind.class.getClassLoader());
    }

    private static void requireClass(String shown, String name, String artifact, ClassLoader classes) {
        try {
            Class.forName(name, true, classes);
        } catch (ClassNotFoundException e) {
            throw SourceException.noDriver(shown, artifact, e);
        }
    }

    /**
     * Returns the settings of a connection that also writes: whoever waits for an answer is not to wait for ever, and a
     * broken connection is to be noticed. Seconds, as PostgreSQL's driver takes them.
     *
     * <p>H2 by default keeps a commit in memory for half a second, and lets one process in only: measured, a killed
     * process lost some 200 commits.
     */
    Properties forWriting() {
        Properties settings = new Properties();
        if (this == H2) {
            settings.setProperty("WRITE_DELAY", "0");
            settings.setProperty("AUTO_SERVER", "TRUE");
            settings.setProperty("LOCK_TIMEOUT", "10000");
            return settings;
        }
        settings.setProperty("ApplicationName", "switchback");
        settings.setProperty("connectTimeout", "2");
        settings.setProperty("loginTimeout", "4");
        settings.setProperty("socketTimeout", "10");
        settings.setProperty("cancelSignalTimeout", "2");
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("targetServerType", "primary"); // of several hosts, the one that takes writes
        return settings;
    }
}
