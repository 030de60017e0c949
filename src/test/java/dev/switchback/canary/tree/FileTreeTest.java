package dev.switchback.canary.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "../a", "a/../b", "a//b", "./a", "a/", "C:a", "a\\b", "a\nb", "a/.."})
    void refusesPathsThatCouldLeadOut(String path) {
        assertThatThrownBy(() -> FileTree.of(Map.of(path, ""))).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void readsEveryFileByItsRelativePath() throws IOException {
        Files.createDirectories(directory.resolve("types"));
        Files.writeString(directory.resolve("types/öl-data.ts"), "ü");
        Files.writeString(directory.resolve("index.ts"), "");

        FileTree tree = FileTree.read(directory);

        assertThat(tree.paths()).containsExactly("index.ts", "types/öl-data.ts");
        assertThat(tree.text("types/öl-data.ts")).contains("ü");
        assertThat(tree).isEqualTo(FileTree.of(Map.of("index.ts", "", "types/öl-data.ts", "ü")));
    }

    @Test
    void followsNoLink() throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/hostname"));

        assertThatThrownBy(() -> FileTree.read(directory))
                .isInstanceOf(StagingException.class)
                .hasMessage("cannot take files in: neither a file nor a directory (path=%s). Nothing was changed"
                        .formatted(directory.toRealPath().resolve("link")));
    }

    @Test
    void keepsOnlyTheChecksumOfALargeFile() throws IOException {
        byte[] large = new byte[(1 << 20) + 1];
        Files.write(directory.resolve("large"), large);

        FileTree tree = FileTree.read(directory);

        assertThat(tree.isWhole("large")).isFalse();
        assertThat(tree.size("large")).isEqualTo(large.length);
        assertThat(tree.sameContent("large", FileTree.ofBytes(Map.of("large", large))))
                .isTrue();
        large[large.length - 1] = 1;
        assertThat(tree.sameContent("large", FileTree.ofBytes(Map.of("large", large))))
                .isFalse();
    }

    @Test
    void cannotBeChangedFromOutside() {
        byte[] bytes = {1};
        FileTree tree = FileTree.ofBytes(Map.of("a", bytes));

        bytes[0] = 2;
        tree.bytes("a").orElseThrow()[0] = 3;

        assertThat(tree.bytes("a").orElseThrow()).containsExactly(1);
        assertThat(tree.text("a")).contains("\u0001");
    }
}
