package dev.switchback.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSourceTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "shop",
                "jdbc:",
                "jdbc:mysql://localhost/shop",
                "JDBC:H2:mem:",
                "shop.txt",
                "http://localhost/schema.xml",
                "classpath:shop",
                "\u0000"
            })
    void refusesWhatIsNoSource(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseSource.parse("source", text))
                .withMessageStartingWith("source must be a JDBC URL");
    }

    @Test
    void saysWhatASourceCanBeWithoutTheCredentialsOfTheWrongOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseSource.parse("source", "postgres://me:s3cr3t@db.example/shop?x=s3cr3t"))
                .withMessage("source must be a JDBC URL (jdbc:h2:, jdbc:postgresql: or jdbc:sqlite:), an SQL script"
                        + " (*.sql) or an SQLite file (*.db, *.sqlite, *.sqlite3),"
                        + " but was postgres://db.example/shop?...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.sql", "missing.db", "missing.sqlite", "MISSING.SQLITE3", "\u0000.sql"})
    void refusesAFileThatDoesNotExist(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseSource.parse("source", name))
                .withMessageStartingWith("source must be a file that exists, but was ");
    }

    @Nested
    class OfAScript {

        @Test
        void runsItIntoADatabaseOfItsOwn() throws IOException, SQLException {
            Path script = Files.writeString(directory.resolve("a 'quoted' one.sql"), "create table Note (id int);");
            DatabaseSource source = DatabaseSource.parse("source", script.toString());

            try (Connection first = source.openForReading();
                    Connection second = source.openForReading()) {
                first.createStatement().execute("insert into note values (1)");

                assertThat(count(first, "note")).isEqualTo(1);
                assertThat(count(second, "note")).as("another opening").isZero();
            }
        }

        @Test
        void saysWhereItFailsWithoutTheStatement() throws IOException {
            String rows = "x".repeat(100);
            Path script = Files.writeString(
                    directory.resolve("bad.sql"),
                    "create table t (id text); insert into t values ('%s' oops);".formatted(rows));
            DatabaseSource source = DatabaseSource.parse("source", script.toString());

            assertThatThrownBy(source::openForReading)
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.source()).isEqualTo(script.toString()))
                    .hasMessageMatching("cannot run SQL script: syntax error at x{38}' \\[\\*]oops\\).*"
                            + " \\(source=.*bad.sql, sqlState=4200[01]\\)\\."
                            + " Nothing was kept; the script must be SQL that H2 accepts");
        }

        @Test
        void isFoundOnTheClassPath() {
            DatabaseSource source = DatabaseSource.parse("source", "classpath:nowhere/missing.sql");

            assertThat(source.shown()).isEqualTo("classpath:nowhere/missing.sql");
            assertThatThrownBy(source::openForReading)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("nowhere/missing.sql");
        }
    }

    @Nested
    class OfAnSqliteFile {

        @Test
        void readsItAndRefusesToWrite() throws SQLException {
            Path file = directory.resolve("shop.db");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                connection.createStatement().executeUpdate("create table note (id int)");
            }

            try (Connection connection =
                    DatabaseSource.parse("source", file.toString()).openForReading()) {
                assertThat(count(connection, "note")).isZero();
                assertThatThrownBy(() -> connection.createStatement().executeUpdate("drop table note"))
                        .hasMessageContaining("readonly");
            }
        }

        @Test
        void isAlsoOpenedByAUri() throws SQLException {
            Path file = directory.resolve("shop.db");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                connection.createStatement().executeUpdate("create table note (id int)");
            }

            try (Connection connection = DatabaseSource.parse("source", "jdbc:sqlite:file:%s?mode=ro".formatted(file))
                    .openForReading()) {
                assertThat(count(connection, "note")).isZero();
            }
        }

        @Test
        void doesNotMakeAMissingOne() {
            Path file = directory.resolve("missing.db");

            assertThatThrownBy(() -> DatabaseSource.parse("source", "jdbc:sqlite:" + file)
                            .openForReading())
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("Nothing was read; check the address, the name and the credentials");
            assertThat(file).doesNotExist();
        }
    }

    @Nested
    class OfAUrl {

        @Test
        void opensAnH2InMemory() throws SQLException {
            try (Connection connection =
                    DatabaseSource.parse("source", "jdbc:h2:mem:").openForReading()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }

        @Test
        void doesNotMakeAMissingH2() {
            DatabaseSource source = DatabaseSource.parse("source", "jdbc:h2:file:" + directory.resolve("missing"));

            assertThatThrownBy(source::openForReading).isInstanceOf(SourceException.class);
            assertThat(directory).isEmptyDirectory();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "jdbc:h2:mem:;USER=sa;PASSWORD=s3cr3t;NOSUCHSETTING=1",
                    "jdbc:h2:tcp://localhost:1/shop;USER=sa;PASSWORD=s3cr3t",
                    "jdbc:postgresql://localhost:1/shop?user=me&password=s3cr3t",
                    "jdbc:postgresql://me:s3cr3t@localhost:1/shop",
                    "jdbc:postgresql://localhost:nope/shop?sslpassword=s3cr3t",
                    "jdbc:sqlite:/nowhere/shop.db?password=s3cr3t"
                })
        void neverShowsCredentials(String url) {
            DatabaseSource source = DatabaseSource.parse("source", url);
            assertThat(source.shown() + source).doesNotContain("s3cr3t");

            assertThatThrownBy(source::openForReading)
                    .isInstanceOf(SourceException.class)
                    .satisfies(e -> {
                        StringWriter trace = new StringWriter();
                        e.printStackTrace(new PrintWriter(trace));
                        assertThat(trace.toString()).doesNotContain("s3cr3t");
                    });
        }
    }

    @Test
    void saysWhichDriverIsMissing() {
        ClassLoader without = new ClassLoader(null) {};

        assertThatThrownBy(() -> DatabaseKind.SQLITE.requireDriver("shop.db", without))
                .isInstanceOf(SourceException.class)
                .hasMessage("cannot open database: its driver is not on the class path"
                        + " (source=shop.db, driver=org.xerial:sqlite-jdbc:3.50.3.0)."
                        + " Nothing was read; add the driver to the dependencies of the application");
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
