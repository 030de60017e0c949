package dev.switchback.canary.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayBundleTest {

    private final ReplayBundle bundle = LineSubject.wrongTotals().bundle("a \"quoted\" \\ request: grün, 灰, 🟢 \u0000");

    private static ReplayBundle parse(String json) {
        return ReplayBundle.parse("x.json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatItWrote() {
        ReplayBundle again = ReplayBundle.parse("x.json", bundle.toJson());

        assertThat(again.request()).isEqualTo(bundle.request());
        assertThat(again.toJson()).isEqualTo(bundle.toJson());
        assertThat(ReplayBundle.parse("x.json", bundle.toReadableJson()).toJson())
                .isEqualTo(bundle.toJson());
        assertThat(again.examples().get(0).fingerprint()).isEqualTo(bundle.fingerprint());
        assertThat(again.origin()).isEqualTo(bundle.origin());
        assertThat(bundle.origin().environment().java()).isNotBlank();
    }

    @Test
    void keepsWhatWasThrownByItsNameAlone() {
        LineSubject throwing = LineSubject.of(request -> {
            throw new IllegalStateException();
        });
        ReplayBundle threw = throwing.bundle("x");

        assertThat(threw.replacement()).isEqualTo(new Ending.Threw("java.lang.IllegalStateException", null));
        assertThat(ReplayBundle.parse("x.json", threw.toJson()).replacement()).isEqualTo(threw.replacement());
        ReplayBundle nothing = LineSubject.of(request -> null).bundle("x");
        assertThat(ReplayBundle.parse("x.json", nothing.toJson()).replacement()).isEqualTo(new Ending.Returned(null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"format\":1 | \"format\":2 | format in x.json must be 1: a newer Switchback wrote it, but was 2",
                "\"format\":1 | \"format\":0 | format in x.json must be 1, but was 0",
                "\"format\":1 | \"format\":\"1\" | format in x.json must be 1, but was \"1\"",
                "\"format\":1 | \"fromat\":1 | format in x.json must be 1, but was",
                "\"key\": | \"keys\": | field of the bundle in x.json must be one of [capturedAt, comparison, environment, examples, fingerprint, format, key, legacy, migration, new, request, served, subject], but was keys",
                "\"migration\":\"orders\" | \"migration\":\"../x\" | migration in x.json must be 1 to 64 characters of a-z, 0-9 and -, but was ../x",
                "\"subject\":\"lines\" | \"subject\":\" \" | subject in x.json must be 1 to 100 characters without control characters, but was  ",
                "\"subject\":\"lines\" | \"subject\":[] | subject in x.json must be a text, but was ARRAY",
                "\"served\":\"legacy\" | \"served\":\"both\" | served in x.json must be legacy or new, but was both",
                "2026-01-31T08:00:00Z | yesterday | capturedAt in x.json must be an instant such as 2026-01-31T08:00:00Z, but was yesterday",
                "{\"returned\": | {\"gone\": | legacy in x.json must be an object with returned or threw, but was another",
                "\"severity\":\"critical\" | \"severity\":\"loud\" | severity in x.json must be one of [info, warning, critical], but was loud",
                "\"java\": | \"jav\": | field of environment in x.json must be one of [java, legacyVersion, newVersion, node, os, switchback], but was jav",
                "\"node\":\"node-1\" | \"node\":\"a\\nb\" | environment in x.json must be of 1 to 200 characters without control characters, but was a\\u000ab",
                "\"key\":\"key-1\" | \"key\":\"a\",\"key\":\"b\" | bundle x.json must be a JSON object, at most 32 levels deep, but was Duplicate Object property \"key\"",
            })
    void namesFileRuleAndValueOfWhatIsWrong(String part, String instead, String message) {
        String json = new String(bundle.toJson(), StandardCharsets.UTF_8);
        assertThat(json).contains(part);

        assertThatThrownBy(() -> parse(json.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(instead))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1", "{", "{} {}", "{\"a\":1}", "\u0000", "<xml/>"})
    void refusesWhatIsNoBundle(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void refusesWhatIsTooDeepOrTooLong() {
        String deep = "{\"format\":1,\"examples\":%s%s}".formatted("[".repeat(32), "]".repeat(32));
        assertThatThrownBy(() -> parse(deep)).isInstanceOf(InvalidValueException.class);

        byte[] longOne = new byte[ReplayBundle.LARGEST + 1];
        Arrays.fill(longOne, (byte) ' ');
        assertThatThrownBy(() -> ReplayBundle.parse("x.json", longOne))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("bundle x.json must be at most 4194304 bytes, but was 4194305 or more");
    }

    /** Whatever was cut off or flipped, the answer is a bundle or one kind of exception. */
    @Test
    void survivesDamageAnywhere() {
        byte[] whole = bundle.toJson();
        for (int end = 0; end < whole.length; end++) {
            byte[] cut = Arrays.copyOf(whole, end);
            assertThatThrownBy(() -> ReplayBundle.parse("x.json", cut))
                    .as("cut after %d", end)
                    .isInstanceOf(InvalidValueException.class);
        }
        Random random = new Random(11);
        for (int round = 0; round < 5_000; round++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(ReplayBundle.parse("x.json", flipped)).isNotNull();
            } catch (InvalidValueException named) {
                assertThat(named).as("round %d", round).hasMessageContaining("x.json");
            }
        }
    }

    @Test
    void isReadFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("one.json"), bundle.toReadableJson());

        assertThat(ReplayBundle.read(file).toJson()).isEqualTo(bundle.toJson());
        assertThatThrownBy(() -> ReplayBundle.read(folder.resolve("absent.json")))
                .hasMessageStartingWith("bundle must be a file that can be read, but was ");
        assertThatThrownBy(() -> ReplayBundle.read(folder)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void saysWhereItWasLookedFor() {
        assertThatThrownBy(() -> ReplayBundle.beside(ReplayBundleTest.class, "absent.json"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("bundle absent.json must be a resource beside class"
                        + " dev.switchback.canary.replay.ReplayBundleTest, or one of"
                        + " [src/test/resources/dev/switchback/canary/replay/absent.json,"
                        + " src/test/java/dev/switchback/canary/replay/absent.json], but was in none");
    }
}
