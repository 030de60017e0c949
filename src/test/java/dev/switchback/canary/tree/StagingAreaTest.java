package dev.switchback.canary.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingAreaTest {

    @TempDir
    private Path directory;

    private Path target;
    private Path hidden;

    @BeforeEach
    void resolve() {
        target = directory.resolve("models");
        hidden = directory.resolve(".models.switchback");
    }

    private static StagedTree staged(StagingArea area, Map<String, String> files) throws IOException {
        StagedTree tree = area.stage();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = tree.directory().resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return tree;
    }

    private static void commit(StagingArea area, Map<String, String> files) throws IOException {
        try (StagedTree tree = staged(area, files)) {
            tree.commit();
        }
    }

    private void assertTarget(Map<String, String> files) throws IOException {
        assertThat(FileTree.read(target)).isEqualTo(FileTree.of(files));
    }

    @Test
    void swapsADirectoryThatHoldsOnlyWhatItCommitted() throws IOException {
        StagingArea area = StagingArea.open(target);

        commit(area, Map.of("a", "1", "b/c", "1"));
        assertTarget(Map.of("a", "1", "b/c", "1"));

        commit(area, Map.of("a", "2"));
        assertTarget(Map.of("a", "2"));
        assertThat(hidden.resolve("next")).doesNotExist();
    }

    @Test
    void leavesTheFilesOfOthersAndTakesBackItsOwn() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("README"), "mine");
        StagingArea area = StagingArea.open(target);

        commit(area, Map.of("a", "1", "b/c", "1"));
        assertTarget(Map.of("README", "mine", "a", "1", "b/c", "1"));

        commit(area, Map.of("a", "2"));
        assertTarget(Map.of("README", "mine", "a", "2"));
    }

    @Test
    void leavesTheTargetAloneWhenATreeIsClosed() throws IOException {
        StagingArea area = StagingArea.open(target);
        commit(area, Map.of("a", "1"));

        StagedTree discarded = staged(area, Map.of("a", "2"));
        discarded.close();
        discarded.close();

        assertTarget(Map.of("a", "1"));
        assertThat(discarded.directory()).doesNotExist();
        assertThatThrownBy(discarded::commit).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void remembersWhatWasWrittenAfterTheCommit() throws IOException {
        StagingArea area = StagingArea.open(target);
        try (StagedTree tree = staged(area, Map.of("a", "1"))) {
            tree.files();
            tree.commit();
            commit(area, Map.of("a", "2"));

            assertThat(tree.files()).isEqualTo(FileTree.of(Map.of("a", "1")));
        }
    }

    @Test
    void refusesToCommitOverADirectoryOrThroughALink() throws IOException {
        Files.createDirectories(target.resolve("a"));
        Files.writeString(target.resolve("a/foreign"), "x");
        Files.createSymbolicLink(target.resolve("link"), directory);
        StagingArea area = StagingArea.open(target);

        assertThatThrownBy(() -> commit(area, Map.of("a", "1")))
                .isInstanceOf(StagingException.class)
                .hasMessage("cannot commit files: something else is in the way (path=%s). The target is as it was"
                        .formatted(target.resolve("a")));
        assertThatThrownBy(() -> commit(area, Map.of("link/escaped", "1"))).isInstanceOf(StagingException.class);
        assertThat(directory.resolve("escaped")).doesNotExist();
    }

    @Test
    void refusesToCommitALink() throws IOException {
        StagingArea area = StagingArea.open(target);
        try (StagedTree tree = area.stage()) {
            Files.createSymbolicLink(tree.directory().resolve("link"), directory);

            assertThatThrownBy(tree::commit).isInstanceOf(StagingException.class);
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void sweepsWhatDeadProcessesLeftAndNothingOfLivingOnes() throws IOException {
        StagingArea area = StagingArea.open(target);
        StagedTree living = staged(area, Map.of("a", "1"));
        Path dead = Files.createDirectories(hidden.resolve("4194999-1-0/tree")).getParent();
        Path reused = Files.createDirectories(
                hidden.resolve("%d-1-0".formatted(ProcessHandle.current().pid())));

        StagingArea.open(target);

        assertThat(dead).doesNotExist();
        assertThat(reused).as("the number of a dead process, given to this one").doesNotExist();
        assertThat(living.directory()).exists();
        living.close();
    }

    /** A kill after each step of a swap: what the disk holds then, and that opening finishes it. */
    @Test
    void finishesASwapThatWasKilledAtAnyStep() throws IOException {
        for (int step = 0; step < 4; step++) {
            Disk.delete(target);
            Disk.delete(hidden);
            commit(StagingArea.open(target), Map.of("a", "old", "b", "old"));
            Path next = decided(Manifest.Way.SWAP, Map.of("a", "new", "c", "new"));
            if (step >= 1) {
                Files.move(target, next.resolve("previous"));
            }
            if (step >= 2) {
                Files.move(next.resolve("tree"), target);
            }
            if (step >= 3) {
                Disk.rename(next.resolve("manifest"), hidden.resolve("manifest"));
            }

            StagingArea.open(target);

            assertTarget(Map.of("a", "new", "c", "new"));
            assertThat(next).as("killed at step %d", step).doesNotExist();
            assertThat(Manifest.read(hidden.resolve("manifest")).paths()).isEqualTo(Set.of("a", "c"));
        }
    }

    @Test
    void finishesAFileByFileCommitThatWasKilledBetweenTwoFiles() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("README"), "mine");
        commit(StagingArea.open(target), Map.of("a", "old", "b", "old", "stale", "old"));
        Path next = decided(Manifest.Way.FILES, Map.of("a", "new", "b", "new"));
        Disk.rename(next.resolve("tree/a"), target.resolve("a"));
        assertTarget(Map.of("README", "mine", "a", "new", "b", "old", "stale", "old"));

        StagingArea.open(target);

        assertTarget(Map.of("README", "mine", "a", "new", "b", "new"));
    }

    @Test
    void keepsAFileThatSomebodyPutIntoTheTargetAfterASwapWasDecided() throws IOException {
        commit(StagingArea.open(target), Map.of("a", "old"));
        decided(Manifest.Way.SWAP, Map.of("a", "new"));
        Files.writeString(target.resolve("foreign"), "x");

        StagingArea.open(target);

        assertTarget(Map.of("a", "new", "foreign", "x"));
    }

    @Test
    void forgetsATreeThatWasKilledBeforeItsCommitWasDecided() throws IOException {
        commit(StagingArea.open(target), Map.of("a", "old"));
        Files.createDirectories(hidden.resolve("4194999-1-7/tree"));
        Files.writeString(hidden.resolve("4194999-1-7/tree/a"), "new");
        new Manifest(Manifest.Way.SWAP, Set.of("a")).write(hidden.resolve("4194999-1-7/manifest"));

        StagingArea.open(target);

        assertTarget(Map.of("a", "old"));
    }

    private Path decided(Manifest.Way way, Map<String, String> files) throws IOException {
        Path next = hidden.resolve("next");
        Files.createDirectories(next.resolve("tree"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(next.resolve("tree").resolve(file.getKey()), file.getValue());
        }
        new Manifest(way, files.keySet()).write(next.resolve("manifest"));
        return next;
    }
}
