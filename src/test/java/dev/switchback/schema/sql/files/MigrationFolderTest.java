package dev.switchback.schema.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.schema.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFolderTest {

    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private MigrationFolder read() {
        return MigrationFolder.read(folder, Dialect.POSTGRESQL);
    }

    private MigrationFolder examine() {
        return MigrationFolder.examine(folder, Dialect.POSTGRESQL);
    }

    @Test
    void readsFilesAndDirectoriesInTheOrderOfTheirVersions() throws IOException {
        write("20260112_002_add_po_items.up.sql", "select 2;");
        write("20260112_002_add_po_items.down.sql", "select -2;");
        write("20260112_001_create_purchase_orders.up.sql", "select 1;");
        write("20260112_001_create_purchase_orders.verify.sql", "select 0;");
        write("2026-01-13-101112_directory/up.sql", "select 3;");
        write("2026-01-13-101112_directory/down.sql", "select -3;");
        write("2026-01-13-101112_directory/metadata.toml", "x");
        write("README.md", "");
        write("schema.sql", "'");
        write(".0009_hidden.up.sql", "'");
        write("0009_backup.up.sql~", "'");
        write("notes/0009_x.sql", "'");

        MigrationFolder read = read();

        assertThat(read.migrations())
                .extracting(MigrationFile::shown)
                .containsExactly(
                        "20260112_001_create_purchase_orders",
                        "20260112_002_add_po_items",
                        "2026-01-13-101112_directory");
        assertThat(read.migrations().get(0).down()).isEmpty();
        assertThat(read.migrations().get(0).verify()).isPresent();
        assertThat(read.migrations().get(1).name()).isEqualTo("add_po_items");
        assertThat(read.migrations().get(2).down().orElseThrow().file())
                .isEqualTo("2026-01-13-101112_directory/down.sql");
    }

    @ParameterizedTest
    @CsvSource({
        "20250101000014.up.sql, 20250101000014, ''",
        "0001_a.up.sql, 0001, a",
        "0001__a.b.postgres.up.sql, 0001, a.b.postgres",
        "0001-a-b.up.sql, 0001, a-b",
        "1.2.3_a.up.sql, 1.2.3, a",
        "0001_2020_report.up.sql, 0001, 2020_report",
        "20230101120000_2_steps.up.sql, 20230101120000, 2_steps",
        "20260112_001_2fa.up.sql, 20260112_001, 2fa",
        "20260112_2fa.up.sql, 20260112, 2fa",
        "20260112_001.up.sql, 20260112_001, ''",
        "0001_größe (neu).up.sql, 0001, größe (neu)"
    })
    void tellsTheVersionFromTheName(String file, String version, String name) throws IOException {
        write(file, "select 1;");

        assertThat(read().migrations()).hasSize(1).first().satisfies(migration -> {
            assertThat(migration.version().text()).isEqualTo(version);
            assertThat(migration.name()).isEqualTo(name);
        });
    }

    @Test
    void collectsAllThatIsWrong() throws IOException {
        write("0001_a.up.sql", "select 1;");
        write("0001_b.up.sql", "select 1;");
        write("0002_a.down.sql", "select 1;");
        write("0003_a.up.sql", "select 1;\nselect 'x;\n");
        write("0004_a.up.sql", "select 1;");
        write("0004_a.down.sql", "select 1;\n\\d\n");
        write("0005_a.sql", "");

        assertThatExceptionOfType(MigrationFolderException.class)
                .isThrownBy(this::read)
                .withMessage("""
                        cannot use migrations: 5 problems (folder=%s). Nothing was run
                          0001_a.up.sql and 0001_b.up.sql: version 0001 has 2 of up.sql
                          0002_a.down.sql: version 0002 has no up
                          0003_a.up.sql:2: a string begins here and does not end
                          0004_a.down.sql:2: \\d is a command of psql, not SQL
                          0005_a.sql: its name must be %s""".formatted(folder, FileName.RULE))
                .satisfies(e -> assertThat(e.problems()).hasSize(5));
    }

    @Test
    void isExaminedWithWhateverIsWrong() throws IOException {
        write("0001_a.up.sql", "select 1;");
        write("0002_a.up.sql", "'");
        write("0003_a.up.sql", "select 1;");
        write("0003_a.down.sql", "'");
        write("0004_a.sql", "");

        MigrationFolder folder = examine();

        assertThat(folder.migrations()).extracting(MigrationFile::shown).containsExactly("0001_a", "0003_a");
        assertThat(folder.brokenVersions())
                .extracting(MigrationVersion::text)
                .as("none of them is absent")
                .containsExactly("0002", "0003", "0004");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V1__a.up.sql",
                "init.up.sql",
                "0001_a.UP.sql",
                "0001_a.up.SQL",
                "0001_a.sql",
                "0001a.up.sql",
                "0001_.up.sql",
                "0001_a;drop table b.up.sql",
                "0001_'a'.up.sql",
                "0001_a\nb.up.sql",
                "0001_a\u001b[2J.up.sql",
                "0001_a\u202eb.up.sql",
                "0001_$(rm -rf .).up.sql",
                "123456789012345678901234567890123456789012345678901_a.up.sql",
                "init/up.sql",
                "0001_a/Up.sql",
                "0001_a/changes.sql"
            })
    void refusesNamesThatNobodyCanMean(String file) throws IOException {
        write(file, "select 1;");

        assertThat(examine().problems()).hasSize(1).first().satisfies(problem -> {
            assertThat(problem.line()).isZero();
            assertThat(problem.toString()).doesNotContain("\n", "\u001b", "\u202e");
        });
        assertThat(examine().migrations()).isEmpty();
    }

    @Test
    void refusesTwoVersionsThatOnlyLookDifferent() throws IOException {
        write("1_a.up.sql", "select 1;");
        write("0001_a/up.sql", "select 1;");
        write("0002_a.up.sql", "select 1;");
        write("0002_a/up.sql", "select 1;");

        assertThat(examine().problems())
                .extracting(FolderProblem::toString)
                .containsExactly(
                        "0001_a/up.sql: version 0001 is also written 1",
                        "0002_a/up.sql and 0002_a.up.sql: version 0002 has 2 of up.sql");
    }

    @Test
    void takesTheTwoZerosThatOneToolWrites() throws IOException {
        write("00000000000000_initial/up.sql", "select 1;");
        write("000000000000000_forbid/up.sql", "select 1;");

        assertThat(read().migrations()).extracting(MigrationFile::name).containsExactly("initial", "forbid");
    }

    @Test
    void findsAVersionHoweverItIsWritten() throws IOException {
        write("0001_a.up.sql", "select 1;");
        write("0_a.up.sql", "select 1;");
        write("00_b.up.sql", "select 1;");

        assertThat(read().find(MigrationVersion.parse("version", "1"))).isPresent();
        assertThat(read().find(MigrationVersion.parse("version", "00")).map(MigrationFile::name))
                .contains("b");
        assertThat(read().find(MigrationVersion.parse("version", "000"))).isEmpty();
        assertThat(read().find(MigrationVersion.parse("version", "2"))).isEmpty();
    }

    @Test
    void followsLinksToFilesAndNamesThoseThatLeadNowhere() throws IOException {
        write("..data/one.sql", "select 1;");
        Files.createSymbolicLink(folder.resolve("0001_a.up.sql"), Path.of("..data", "one.sql"));
        Files.createSymbolicLink(folder.resolve("0002_a.up.sql"), Path.of("nowhere.sql"));
        Files.createSymbolicLink(folder.resolve("0003_a.up.sql"), Path.of("0003_a.up.sql"));
        Files.createSymbolicLink(folder.resolve("0004_a.up.sql"), Path.of("/dev/zero"));

        assertThat(examine().migrations()).extracting(MigrationFile::shown).containsExactly("0001_a");
        assertThat(examine().problems())
                .extracting(FolderProblem::toString)
                .containsExactly(
                        "0002_a.up.sql: it cannot be read: NoSuchFileException",
                        "0003_a.up.sql: it cannot be read: FileSystemException",
                        "0004_a.up.sql: it is not a regular file");
        Files.delete(folder.resolve("0004_a.up.sql")); // JUnit warns of what leads out of its directory
    }

    @Test
    void mustBeADirectory() throws IOException {
        write("file", "");

        assertThatExceptionOfType(MigrationFolderException.class)
                .isThrownBy(() -> MigrationFolder.read(folder.resolve("none"), Dialect.POSTGRESQL))
                .withMessageContaining("/none: it is not a directory that can be read (folder=");
        assertThatExceptionOfType(MigrationFolderException.class)
                .isThrownBy(() -> MigrationFolder.read(folder.resolve("file"), Dialect.POSTGRESQL));
    }

    @Test
    void knowsTheVersionThatComesNext() throws IOException {
        Instant now = Instant.parse("2026-01-12T10:11:12Z");
        assertThat(read().nextVersion(now)).hasToString("20260112_001");

        write("20260112_001_a.up.sql", "'");
        assertThat(examine().nextVersion(now)).as("after a broken one").hasToString("20260112_002");
    }
}
