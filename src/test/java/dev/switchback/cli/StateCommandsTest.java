package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCommandsTest {

    @TempDir
    Path directory;

    private Path export;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    @BeforeEach
    void exportSomething() {
        export = directory.resolve("state.jsonl");
        kit().run("percentage", "set", "25", "--reason", "week 3: grün, 灰, 🟢", "--yes");
        kit().run("rollback", "--reason", "wrong totals");
        Result exported = kit().run("state", "export", "--out", export.toString());
        assertThat(exported.exit()).as(exported.err()).isZero();
        assertThat(exported.out()).contains("entries of 1 migrations written from ");
    }

    @Test
    void goFromADirectoryToADatabaseAndBack() throws IOException {
        String url = PostgresServer.freshSchema();
        Result taken = kit().bare("state", "import", export.toString(), "--yes", "--database", url);
        assertThat(taken.exit()).as(taken.err()).isZero();
        assertThat(taken.out())
                .contains("which is whole", "active-models, generation ", "back: the store that it came from");
        assertThat(kit().bare("status", "--database", url).lines().get(0)).contains("rolled back", "kim: wrong totals");

        Path back = directory.resolve("back.jsonl");
        assertThat(kit().bare("state", "export", "--out", back.toString(), "--database", url, "--json")
                        .json()
                        .at("/migrations/active-models")
                        .asLong())
                .isPositive();
        Path again = directory.resolve("again");
        Result restored =
                kit().bare("state", "import", back.toString(), "--yes", "--state", again.toString(), "--json");
        assertThat(restored.json().path("whole").asBoolean()).isTrue();
        assertThat(kit().bare("status", "--state", again.toString()).lines().get(0))
                .isEqualTo(kit().run("status").lines().get(0));
        assertThat(kit().bare("history", "verify", "--state", again.toString()).exit())
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(again)))
                .isEqualTo("rwx------");
    }

    @Test
    void writeToStdoutWhatTheyWriteToAFile() throws IOException {
        Result piped = kit().run("state", "export");

        assertThat(piped.exit()).isZero();
        List<String> lines = Files.readAllLines(export);
        assertThat(piped.lines().subList(1, lines.size() - 1)).isEqualTo(lines.subList(1, lines.size() - 1));
        assertThat(piped.err()).contains("to stdout");
    }

    @Test
    void overwriteNoFile() throws IOException {
        byte[] before = Files.readAllBytes(export);

        Result refused = kit().run("state", "export", "--out", export.toString());

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("--out must be the name of a file that is not there yet");
        assertThat(Files.readAllBytes(export)).isEqualTo(before);
    }

    @Test
    void fillNoStoreThatHoldsAHistory() {
        Result directoryRefused = kit().run("state", "import", export.toString(), "--yes");
        assertThat(directoryRefused.exit()).isEqualTo(5);
        assertThat(directoryRefused.err())
                .isEqualTo(
                        "state import is refused: %s is not empty; name a directory that does not exist. Nothing was changed%n"
                                .formatted(directory.resolve("state")));
        String url = PostgresServer.freshSchema();
        kit().bare("percentage", "set", "1", "--reason", "r", "--yes", "--database", url);
        Result databaseRefused = kit().bare("state", "import", export.toString(), "--yes", "--database", url);
        assertThat(databaseRefused.exit()).isEqualTo(5);
        assertThat(databaseRefused.err()).contains("holds a history already; name another database");
        assertThat(kit().bare("percentage", "show", "--database", url).out()).contains("1");
    }

    @Test
    void changeNothingUnconfirmed() {
        Path fresh = directory.resolve("fresh");

        Result refused = kit().bare("state", "import", export.toString(), "--state", fresh.toString());

        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err()).contains("found whole", "was not confirmed");
        assertThat(fresh).doesNotExist();
        assertThat(kit().answering(question -> "y")
                        .bare("state", "import", export.toString(), "--state", fresh.toString())
                        .exit())
                .isZero();
    }

    @Test
    void refuseADamagedExportBeforeAnythingIsChanged() throws IOException {
        Path fresh = directory.resolve("fresh");
        String url = PostgresServer.freshSchema();
        Files.writeString(export, Files.readString(export).replace("wrong totals", "right totals"));

        for (Result refused : List.of(
                kit().bare("state", "import", export.toString(), "--yes", "--state", fresh.toString()),
                kit().bare("state", "import", export.toString(), "--yes", "--database", url))) {
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("its checksum is another");
        }
        assertThat(fresh).doesNotExist();
        assertThat(kit().bare("history", "--database", url).out()).contains("nothing is recorded");
    }

    @Test
    void sayWhatReopeningDid() {
        Result reopened = kit().run("state", "reopen");

        assertThat(reopened.exit()).isZero();
        assertThat(reopened.out())
                .isEqualTo(
                        "%s: it could be written already, and was read anew%n".formatted(directory.resolve("state")));
        String url = PostgresServer.freshSchema();
        assertThat(kit().bare("state", "reopen", "--database", url, "--json")
                        .json()
                        .path("writable")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void refuseWhatIsNoFile() {
        for (String name : List.of("", "absent.jsonl", "src", "a\u0000b")) {
            assertThat(kit().bare("state", "import", name, "--yes").exit())
                    .as(name)
                    .isEqualTo(2);
        }
        for (String name : List.of("", " ", "a\u001bb", "pom.xml")) {
            assertThat(kit().run("state", "export", "--out", name).exit())
                    .as(name)
                    .isEqualTo(2);
        }
        assertThat(kit().run("state").exit()).isEqualTo(2);
        assertThat(kit().run("state", "import").exit()).isEqualTo(2);
    }
}
