package dev.switchback.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script on its way from the disk. */
class ScriptReadingTest {

    @TempDir
    Path folder;

    private SqlScript read(byte[] bytes) throws IOException {
        return SqlScript.read("x/a.up.sql", Files.write(folder.resolve("a.up.sql"), bytes), Dialect.POSTGRESQL);
    }

    private SqlScript read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsItsTextAndItsName() throws IOException {
        SqlScript script = read("select 'é😀';\r\n");

        assertThat(script.text()).isEqualTo("select 'é😀';\r\n");
        assertThat(script.file()).isEqualTo("x/a.up.sql");
        assertThat(script.dialect()).isEqualTo(Dialect.POSTGRESQL);
    }

    @Test
    void hasTheChecksumThatSha256sumPrints() throws IOException {
        assertThat(read("select 1;\n").checksum())
                .isEqualTo("4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c");
    }

    @Test
    void hasTheSameChecksumWithOtherLineEndsAndAByteOrderMark() throws IOException {
        String checksum = read("select 1;\nselect 2;\n").checksum();

        assertThat(read("select 1;\r\nselect 2;\r\n").checksum()).isEqualTo(checksum);
        assertThat(read("\uFEFFselect 1;\nselect 2;\n").checksum()).isEqualTo(checksum);
        assertThat(read("select 1;\rselect 2;\n").checksum()).isNotEqualTo(checksum);
        assertThat(read("select 1;\nselect 2; \n").checksum()).isNotEqualTo(checksum);
        assertThat(SqlScript.parse("b", read("\uFEFFselect 1;\r\nselect 2;\n").text(), Dialect.POSTGRESQL)
                        .checksum())
                .as("of the text that was stored")
                .isEqualTo(checksum);
    }

    @Test
    void readsBehindAByteOrderMark() throws IOException {
        SqlScript script = read("\uFEFFselect 1;");

        assertThat(script.statements().get(0).text()).isEqualTo("select 1");
        assertThat(script.text()).isEqualTo("select 1;");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> read("select 1;\nselect 'é';".getBytes(StandardCharsets.ISO_8859_1)))
                .withMessage("cannot use SQL script: it is not UTF-8: see byte 18 of the file"
                        + " (file=x/a.up.sql, line=2). Nothing of it was run");
        assertThatExceptionOfType(SqlScriptException.class)
                .as("cut within a letter")
                .isThrownBy(() -> read(new byte[] {'a', (byte) 0xC3}))
                .withMessageContaining("see byte 1 of the file");
    }

    @Test
    void recognisesWhatAnEditorMayHaveMadeOfIt() {
        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> read("\uFEFFselect 1;".getBytes(StandardCharsets.UTF_16LE)))
                .withMessageContaining("it looks like UTF-16");
    }

    @Test
    void refusesNul() {
        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> read("select 1;\n\nselect '\0';"))
                .withMessageContaining("it holds a NUL character (file=x/a.up.sql, line=3)");
        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> SqlScript.parse("a", "\0", Dialect.POSTGRESQL));
    }

    @ParameterizedTest
    @ValueSource(longs = {SqlScript.LARGEST_BYTES + 1L, 50L << 20, 3L << 30})
    @Timeout(5)
    void refusesAFileThatIsTooLarge(long size) throws IOException {
        Path file = folder.resolve("big.up.sql");
        try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
            big.setLength(size);
        }

        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> SqlScript.read("big.up.sql", file, Dialect.POSTGRESQL))
                .withMessage("cannot use SQL script: it is larger than 16777216 bytes (file=big.up.sql)."
                        + " Nothing of it was run");
    }

    @Test
    void readsTheLargestFileWithinSeconds() throws IOException {
        String row = "insert into a (b, c) values (1, 'some text that is not short; not at all');\n";
        String text = row.repeat(SqlScript.LARGEST_BYTES / row.length());
        long before = System.nanoTime();

        SqlScript script = read(text);

        assertThat(script.statements()).hasSize(SqlScript.LARGEST_BYTES / row.length());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> SqlScript.read("a", folder, Dialect.POSTGRESQL))
                .withMessageContaining("it is not a regular file");
        assertThatExceptionOfType(SqlScriptException.class)
                .isThrownBy(() -> SqlScript.read("a", folder.resolve("none"), Dialect.POSTGRESQL))
                .withMessageContaining("it cannot be read: NoSuchFileException");
    }
}
