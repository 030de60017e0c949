package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.switchback.state.Attribution;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryRulesTest {

    private static final Attribution BY = Attribution.api("ana", "a reason");

    @TempDir
    Path parent;

    private Path directory() {
        return parent.resolve("state");
    }

    private static StateChange change() {
        return StateChange.of("active-models", "PERCENTAGE_CHANGED", BY)
                .change(current -> current.with("percentage", Map.of("target", 1)))
                .build();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    private static boolean runs(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private void fill() {
        try (FileStateStore store = FileStateStore.open(directory())) {
            store.commit(change());
            store.observe("node", StateJson.MAPPER.createObjectNode());
            store.attachments().put("active-models", "one", new byte[] {1});
        }
    }

    @Test
    void belongsToTheOwnerAlone() throws IOException {
        fill();

        try (Stream<Path> all = Files.walk(directory())) {
            for (Path path : all.toList()) {
                assertThat(mode(path)).as("%s", path).isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
        try (Stream<Path> files = Files.list(directory())) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "LOCK", "LOCK.owners", "attachments", "history.jsonl", "migrations", "nodes");
        }
        assertThat(directory().resolve("LOCK")).isEmptyFile();
    }

    @Test
    void isTightenedWhenItIsWider() throws IOException {
        Files.createDirectory(directory());
        Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwxrwxrwx"));

        fill();

        assertThat(mode(directory())).isEqualTo("rwx------");
    }

    @Test
    void isTightenedWhenItHoldsNothingButOurs() throws IOException {
        fill();
        Files.writeString(directory().resolve("README.md"), "# State");
        Files.createDirectory(directory().resolve("schema"));
        Files.writeString(directory().resolve("queue.mv.db"), "");
        for (Path path : List.of(directory(), directory().resolve("nodes"))) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxr-x"));
        }

        fill();

        assertThat(mode(directory())).isEqualTo("rwx------");
        assertThat(mode(directory().resolve("nodes"))).isEqualTo("rwx------");
    }

    @Test
    void isRefusedAsItIsWhereOthersWriteAndHaveFiles() throws IOException {
        for (String wide : List.of("rwxrwxrwx", "rwxrwx---", "rwx----w-")) {
            Path shared = Files.createDirectory(parent.resolve("shared-" + wide));
            Files.writeString(shared.resolve("other.txt"), "of somebody");
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString(wide));

            assertThatThrownBy(() -> FileStateStore.open(shared))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessage(
                            "cannot open state: the directory holds other files, and others may write it (mode=%s);"
                                    + " name another, or chmod go-w (store=%s). Nothing was changed",
                            wide, shared);
            assertThat(mode(shared)).isEqualTo(wide);
            assertThat(shared).isDirectoryNotContaining("glob:**LOCK*");
        }
    }

    @Test
    void keepsItsModeWhereOthersHaveFilesThatTheyOnlyRead() throws IOException {
        Files.createDirectories(directory().resolve("migrations"));
        Files.writeString(directory().resolve("pom.xml"), "<project/>");
        for (Path path : List.of(directory(), directory().resolve("migrations"))) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        fill();
        fill();

        assertThat(mode(directory())).isEqualTo("rwxr-xr-x");
        assertThat(mode(directory().resolve("migrations"))).isEqualTo("rwxr-xr-x");
        assertThat(mode(directory().resolve("nodes"))).isEqualTo("rwx------");
        assertThat(mode(directory().resolve("history.jsonl"))).isEqualTo("rw-------");
    }

    @Test
    void isRefusedAsASymbolicLink() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.createSymbolicLink(directory(), elsewhere);

        assertThatThrownBy(() -> FileStateStore.open(directory()))
                .isInstanceOf(StateStoreException.class)
                .hasMessage("cannot open state: state is a symbolic link (store=%s). Nothing was changed"
                        .formatted(directory()));
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void refusesItsFilesAsSymbolicLinks() throws IOException {
        Path victim = Files.writeString(parent.resolve("victim"), "precious");
        for (String name : List.of("history.jsonl", "LOCK", "migrations/active-models.json")) {
            Path place = parent.resolve("state-" + name.replace('/', '-'));
            Files.createDirectories(place.resolve("migrations"));
            Files.createSymbolicLink(place.resolve(name), victim);

            assertThatThrownBy(() -> {
                        try (FileStateStore store = FileStateStore.open(place)) {
                            store.commit(change());
                        }
                    })
                    .as(name)
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("is a symbolic link");
            assertThat(victim).as(name).hasContent("precious");
        }
    }

    @Test
    void refusesItsDirectoriesAsSymbolicLinks() throws IOException {
        for (String name : List.of("migrations", "nodes")) {
            Path elsewhere = Files.createDirectory(parent.resolve("elsewhere-" + name));
            Path precious = Files.writeString(elsewhere.resolve("node.json"), "precious");
            Path place = Files.createDirectory(parent.resolve("state-" + name));
            Files.createSymbolicLink(place.resolve(name), elsewhere);

            assertThatThrownBy(() -> {
                        try (FileStateStore store = FileStateStore.open(place)) {
                            store.observe("node", StateJson.MAPPER.createObjectNode());
                        }
                    })
                    .as(name)
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("is a symbolic link");
            assertThat(precious).as(name).hasContent("precious");
        }
    }

    @Test
    void writesThroughNoLinkThatLiesWhereItMakesAFile() throws IOException {
        Path victim = Files.writeString(parent.resolve("victim"), "precious");
        Files.createDirectories(directory().resolve("migrations"));
        Files.createSymbolicLink(directory().resolve("history.jsonl.next"), victim);
        Files.createSymbolicLink(directory().resolve("migrations/active-models.json.tmp-2"), victim);
        Files.createSymbolicLink(directory().resolve("probe.tmp-1"), victim);

        fill();

        assertThat(victim).hasContent("precious");
        try (FileStateStore store = FileStateStore.open(directory())) {
            assertThat(store.document("active-models").generation()).isEqualTo(1);
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void isRefusedWhenItBelongsToSomebodyElse() throws Exception {
        Files.createDirectory(directory());
        assumeThat(runs("chown", "65534", directory().toString()))
                .as("needs root")
                .isTrue();

        assertThatThrownBy(() -> FileStateStore.open(directory()))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("the directory belongs to another user (owner=65534, process=0)");
    }

    @Test
    void isReadWhenItIsOnAReadOnlyFileSystem() throws Exception {
        fill();
        assumeThat(runs("mount", "--bind", directory().toString(), directory().toString()))
                .as("needs root")
                .isTrue();
        try {
            assumeThat(runs("mount", "-o", "remount,ro,bind", directory().toString()))
                    .as("needs root")
                    .isTrue();

            try (FileStateStore store = FileStateStore.open(directory())) {
                assertThat(store.document("active-models").generation()).isEqualTo(1);
                assertThat(store.status().unwritable().orElseThrow()).startsWith("Read-only file system");
                assertThatThrownBy(() -> store.commit(change())).isInstanceOf(StateStoreException.class);
                store.submit(StateChange.of("active-models", "ROLLBACK_EXECUTED", BY)
                        .change(current -> current.without("percentage"))
                        .build());
                assertThat(store.document("active-models").section("percentage"))
                        .isEmpty();
                assertThat(store.status().undurable()).isEqualTo(1);
            }
        } finally {
            runs("umount", directory().toString());
        }
    }

    @Test
    void keepsItsPromisesOnAFullDisk() throws Exception {
        Files.createDirectory(directory());
        assumeThat(runs(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=64k",
                        "tmpfs",
                        directory().toString()))
                .as("needs root")
                .isTrue();
        try {
            int written = 0;
            try (FileStateStore store = FileStateStore.open(directory())) {
                try {
                    for (; written < 500; written++) {
                        store.commit(change());
                    }
                } catch (StateStoreException full) {
                    assertThat(full.getMessage()).contains("No space left on device");
                }
                assertThat(written).isBetween(10, 499);
                assertThat(store.document("active-models").generation()).isEqualTo(written);
            }
            try (FileStateStore again = FileStateStore.open(directory())) {
                assertThat(again.document("active-models").generation()).isEqualTo(written);
                assertThat(again.verify()).isEmpty();
            }
        } finally {
            runs("umount", directory().toString());
        }
    }
}
