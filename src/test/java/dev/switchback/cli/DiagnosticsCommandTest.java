package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.switchback.Migration;
import dev.switchback.cli.CommandLineKit.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DiagnosticsCommandTest {

    private static final String[] ALWAYS = {
        "status.json",
        "health.json",
        "statistics.json",
        "report.json",
        "history.jsonl",
        "canary.json",
        "doctor.json",
        "settings.json",
        "nodes.json",
        "environment.json",
        "system.txt",
        "manifest.json"
    };
    private static final String ABSENT = "the name of a file that is not there, unless --force is given";

    @TempDir
    private Path directory;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    private Path zip() {
        return directory.resolve("incident.zip");
    }

    private Result diagnose(CommandLineKit kit, String... options) {
        return kit.run(Stream.concat(Stream.of("diagnostics", "--out", zip().toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    /** {@return every file of the state, with its bytes} */
    private Map<String, String> state() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(file.toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    @Test
    void hasEveryPartAlsoWhereNothingHasEverRun() throws IOException {
        Result made = diagnose(kit());

        assertThat(made.exit()).isZero();
        assertThat(made.err()).isEmpty();
        assertThat(made.out().strip()).isEqualTo("%s: %d bytes, 12 files".formatted(zip(), Files.size(zip())));
        Archive archive = Archive.open(zip());
        assertThat(archive.names()).containsExactly(ALWAYS);
        assertThat(archive.json("status.json").path("migration").asString()).isEqualTo("active-models");
        assertThat(archive.text("system.txt")).contains("java ", "MiB free", "heap ", "state ");
        assertThat(directory.resolve("state")).as("only looked at").doesNotExist();
    }

    @Test
    void saysInTheManifestWhatIsInIt() throws Exception {
        kit().run("override", "legacy", "--reason", "doubt");
        diagnose(kit());

        Archive archive = Archive.open(zip());
        JsonNode manifest = archive.json("manifest.json");
        assertThat(manifest.propertyNames())
                .containsExactly("schemaVersion", "migration", "at", "switchback", "redaction", "files", "missing");
        assertThat(manifest.path("files").size()).isEqualTo(ALWAYS.length - 1);
        for (JsonNode file : manifest.path("files")) {
            byte[] bytes = archive.text(file.path("name").asString()).getBytes(StandardCharsets.UTF_8);
            assertThat(file.path("bytes").asInt()).isEqualTo(bytes.length);
            assertThat(file.path("sha256").asString())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        assertThat(manifest.at("/files/0/command").asString()).isEqualTo("status");
        assertThat(manifest.path("redaction").toString()).contains("operator-1");
    }

    @Test
    void saysTheSameAsTheCommands() throws IOException {
        try (Migration application = kit().application(Map.of("MIGRATION_NEW_PIPELINE_PCT", "25"))) {
            assertThat(application.name()).isEqualTo("active-models");
            diagnose(kit());
            Archive archive = Archive.open(zip());

            assertThat(archive.json("statistics.json"))
                    .isEqualTo(kit().run("statistics", "--json").json());
            assertThat(archive.json("status.json").path("percentage"))
                    .isEqualTo(kit().run("status", "--json").json().path("percentage"));
            assertThat(archive.json("nodes.json").at("/nodes/0/live").asBoolean())
                    .isTrue();
            assertThat(archive.json("settings.json").at("/masked/0/variable").asString())
                    .isEqualTo("MIGRATION_NEW_PIPELINE_PCT");
        }
    }

    @Test
    void worksOnADamagedStateAndLeavesItAsItIs() throws IOException {
        kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");
        Path history = directory.resolve("state/history.jsonl");
        Files.writeString(history, Files.readString(history).replace("week 3", "week 9"));
        Files.writeString(directory.resolve("state/migrations/active-models.json"), "{\"half");
        Map<String, String> before = state();

        Result made = diagnose(kit());

        assertThat(made.exit()).as(made.err()).isZero();
        Archive archive = Archive.open(zip());
        assertThat(archive.json("doctor.json").path("overall").asString()).isEqualTo("critical");
        assertThat(archive.json("manifest.json").path("files").valueStream())
                .anyMatch(file -> file.path("name").asString().equals("doctor.json")
                        && file.path("exit").asInt() == 4);
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"history.jsonl", "migrations", "nodes", "migrations/active-models.json"})
    void worksWhateverStandsInThePlaceOfAFile(String name) throws IOException {
        kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");
        Path place = directory.resolve("state").resolve(name);
        if (Files.exists(place)) {
            Files.move(place, directory.resolve("away"));
        }
        Path odd = name.endsWith("s") ? Files.writeString(place, "\u0000") : Files.createDirectory(place);

        Result made = diagnose(kit());

        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(Archive.open(zip()).names()).contains("doctor.json", "system.txt", "manifest.json");
        assertThat(odd).exists();
    }

    @Test
    void namesWhatItCouldNotGet() throws IOException {
        Files.writeString(directory.resolve("state"), "a file where the directory should be");

        Result made = diagnose(kit());

        assertThat(made.exit()).isZero();
        Archive archive = Archive.open(zip());
        assertThat(archive.missing())
                .contains("status.json", "health.json", "history.jsonl", "settings.json", "nodes.json");
        assertThat(archive.names()).contains("doctor.json", "environment.json", "system.txt", "manifest.json");
        assertThat(archive.json("manifest.json").at("/missing/0/reason").asString())
                .contains("cannot");
        assertThat(made.err()).contains("not collected: status.json: ");
    }

    @Test
    void hasWhereTheMigrationsOfADatabaseStand() throws IOException {
        Path scripts = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(scripts.resolve("1_a.up.sql"), "create table a (id int);");
        Files.writeString(scripts.resolve("1_a.down.sql"), "drop table a;");
        CommandLineKit kit = kit().variables(Map.of(
                "MIGRATION_DB_URL",
                "jdbc:sqlite:" + directory.resolve("shop.db"),
                "MIGRATION_DB_FOLDER",
                scripts.toString()));
        assertThat(kit.run("db", "up").exit()).isZero();

        assertThat(diagnose(kit).exit()).isZero();

        assertThat(Archive.open(zip())
                        .json("schema.json")
                        .at("/schemas/0/sentence")
                        .asString())
                .isEqualTo("1 applied, 0 pending");
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        assumeThat(Files.getFileStore(directory).supportsFileAttributeView("posix"))
                .as("needs a file system with the rights of POSIX")
                .isTrue();
        diagnose(kit());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).as("nothing is left beside it").containsExactly(zip());
        }
    }

    @Test
    void saysThatTheDiskIsFullAndLeavesNothing() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeThat(runs("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk.toString()))
                .as("needs root")
                .isTrue();
        try {
            Result result =
                    kit().run("diagnostics", "--out", disk.resolve("all.zip").toString());

            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.err()).contains("a file could not be read or written: No space left on device");
            assertThat(disk).isEmptyDirectory();
        } finally {
            assertThat(runs("umount", disk.toString())).isTrue();
        }
    }

    private static boolean runs(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    @Test
    void overwritesOnlyWhenItIsTold() throws IOException {
        Files.writeString(zip(), "precious");

        Result refused = diagnose(kit());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err().strip()).isEqualTo("--out must be %s, but was %s".formatted(ABSENT, zip()));
        assertThat(zip()).hasContent("precious");

        assertThat(diagnose(kit(), "--force").exit()).isZero();
        assertThat(Archive.open(zip()).names()).contains("manifest.json");
    }

    @Test
    void answersInFields() throws IOException {
        JsonNode made = diagnose(kit(), "--json").json();

        assertThat(made.propertyNames())
                .containsExactly("schemaVersion", "migration", "file", "bytes", "files", "missing");
        assertThat(made.path("bytes").asLong()).isEqualTo(Files.size(zip()));
        assertThat(made.path("files").asInt()).isEqualTo(12);
    }

    @Test
    void goesToTheWorkingDirectoryByDefault() throws Exception {
        Path here = Files.createDirectory(directory.resolve("here"));
        Path says = directory.resolve("says.txt");
        Process process = CommandProcess.startIn(here, says, "diagnostics");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(says)).isZero();
        try (Stream<Path> files = Files.list(here)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .singleElement()
                    .asString()
                    .matches("switchback-diagnostics-active-models-\\d{8}T\\d{6}Z\\.zip");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --out       | ''              | the name of a file that can be written | empty
            --out       | src             | the name of a file that can be written | src
            --out       | pom.xml/x.zip   | the name of a file that can be written | pom.xml/x.zip
            --out       | /               | the name of a file that can be written | /
            --out       | /proc/x.zip     | the name of a file that can be written | /proc/x.zip
            --out       | pom.xml         | the name of a file that is not there, unless --force is given | pom.xml
            --migration | Upper           | 1 to 64 characters of a-z, 0-9 and - | Upper
            --database  | jdbc:mysql://db | given without --state | given with it
            """)
    void refusesWhatItCannotUse(String option, String value, String rule, String shown) {
        Result wrong = kit().run("diagnostics", option, value);

        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err().strip()).isEqualTo("%s must be %s, but was %s".formatted(option, rule, shown));
    }

    @Test
    void knowsNoMigrationThatIsNotThere() {
        kit().run("override", "legacy", "--reason", "doubt");

        assertThat(diagnose(kit(), "--migration", "other").exit()).isEqualTo(8);
        assertThat(zip()).doesNotExist();
    }
}
