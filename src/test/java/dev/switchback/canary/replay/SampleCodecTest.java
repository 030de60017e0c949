package dev.switchback.canary.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.switchback.canary.tree.FileTree;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCodecTest {

    /** A record with what records have. */
    record Order(String id, int count, BigDecimal total, Instant at, List<Item> items, Map<String, String> notes) {

        boolean isLarge() {
            return count > 10;
        }

        /** A part of it. */
        record Item(String name, Colour colour) {}

        /** A word. */
        enum Colour {
            RED
        }
    }

    /** A bean. */
    public static final class Bean {

        private String name = "";

        public String getName() {
            return name;
        }

        public void setName(String given) {
            name = given;
        }

        public int getLength() {
            return name.length();
        }
    }

    /** What would let JSON name a class. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "class")
    interface Open {}

    /** One that could be named. */
    record Shut(String text) implements Open {}

    private static final Order ORDER = new Order(
            "grün \" \\ \u0000 🟢",
            11,
            new BigDecimal("10.10"),
            Instant.parse("2026-01-31T08:00:00.123456789Z"),
            List.of(new Order.Item("a", Order.Colour.RED)),
            Map.of("b", "1", "a", "2"));

    private final SampleCodec<Order> orders = SampleCodec.ofJson(Order.class);

    @Test
    void readsWhatItWrote() {
        assertThat(orders.decode(orders.encode(ORDER))).isEqualTo(ORDER);
        assertThat(SampleCodec.ofText().decode(SampleCodec.ofText().encode("a\n")))
                .isEqualTo("a\n");
        assertThat(SampleCodec.of(Object::toString, Integer::valueOf).decode("12"))
                .isEqualTo(12);

        SampleCodec<Bean> beans = SampleCodec.ofJson(Bean.class);
        Bean bean = new Bean();
        bean.setName("x");
        assertThat(beans.encode(bean)).isEqualTo("{\"name\":\"x\"}");
        assertThat(beans.decode(beans.encode(bean)).getName()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{} {}",
                "{\"id\":\"a\",\"count\":1,\"unknown\":2}",
                "{\"id\":\"a\",\"id\":\"b\"}",
                "{\"count\":null}",
                "{\"count\":\"many\"}",
                "{\"items\":[{\"colour\":0}]}",
                "{\"items\":[{\"colour\":\"BLUE\"}]}",
            })
    void refusesJsonOfSomethingElse(String text) {
        assertThatThrownBy(() -> orders.decode(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("sample must be JSON of a Order, but was ");
    }

    @Test
    void refusesJsonThatIsTooDeep() {
        SampleCodec<Object> any = SampleCodec.ofJson(Object.class);

        assertThat(any.decode("[".repeat(256) + "]".repeat(256))).isNotNull();
        assertThatThrownBy(() -> any.decode("[".repeat(257) + "]".repeat(257)))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void loadsNoClassByAName() {
        SampleCodec<Open> open = SampleCodec.ofJson(Open.class);

        assertThatThrownBy(() -> open.decode("{\"class\":\"%s\",\"text\":\"x\"}".formatted(Shut.class.getName())))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void stopsWritingWhatGrowsTooLarge() {
        SampleCodec<Object> any = SampleCodec.ofJson(Object.class);
        List<String> large = Collections.nCopies(5_000, "x".repeat(1_000));

        assertThatThrownBy(() -> any.encode(large))
                .hasRootCauseInstanceOf(SampleTooLargeException.class)
                .hasStackTraceContaining("it is too large (limit=4194304)");
    }

    @Test
    void readsFilesAsTheyWere() {
        SampleCodec<FileTree> files = SampleCodec.ofFiles();
        FileTree tree = FileTree.ofBytes(
                Map.of("types/a.ts", "export {};\n".getBytes(StandardCharsets.UTF_8), "logo.png", new byte[] {
                    -119, 'P', 'N', 'G', 0
                }));

        assertThat(files.encode(tree))
                .isEqualTo("{\"logo.png\":{\"base64\":\"iVBORwA=\"},\"types/a.ts\":{\"text\":\"export {};\\n\"}}");
        assertThat(files.decode(files.encode(tree))).isEqualTo(tree);
        assertThat(files.files(tree)).isEqualTo(tree);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"a\":\"text\"}",
                "{\"a\":{\"text\":1}}",
                "{\"a\":{\"text\":\"x\",\"base64\":\"\"}}",
                "{\"a\":{\"base64\":\"%\"}}",
                "{\"../a\":{\"text\":\"x\"}}",
                "{\"/etc/passwd\":{\"text\":\"x\"}}",
                "{\"a\":{\"text\":\"x\"},\"a\":{\"text\":\"y\"}}",
            })
    void refusesFilesThatAreNone(String text) {
        assertThatThrownBy(() -> SampleCodec.ofFiles().decode(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void keepsNoFilesWhoseContentIsNotKnown(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        FileTree tree = FileTree.read(folder);

        assertThatThrownBy(() -> SampleCodec.ofFiles().encode(tree)).isInstanceOf(SampleTooLargeException.class);
    }
}
