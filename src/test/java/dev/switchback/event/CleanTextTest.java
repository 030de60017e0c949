package dev.switchback.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cannot connect to jdbc:postgresql://shop:hunter2@db:5432/shop?sslmode=require&password=hunter2",
                "cannot connect to jdbc:postgresql://db/shop?user=shop&password=hunter2",
                "cannot connect to jdbc:h2:mem:shop;PASSWORD=hunter2;USER=sa",
                "jdbc:oracle:thin:shop/hunter2@db:1521/x refused",
                "https://shop:hunter2@example.com/path is away",
                "POST https://hooks.slack.com/services/T000/B000/hunter2 gave 404",
                "https://example.com/hook?token=hunter2&x=1",
                "password=hunter2, user=shop",
                "password: \"hunter2\"",
                "{\"password\":\"hunter2\",\"a\":1}",
                "PGPASSWORD=hunter2 psql",
                "api_key = 'hunter2'",
                "the access-token is hunter2",
                "client_secret => hunter2",
                "aws.secretKey=hunter2",
                "secret_key_base: hunter2",
                "client_secret_value: hunter2",
                "\"secretString\": \"hunter2\"",
                "private_key=hunter2",
                "-DprivateKey=hunter2",
                "private-key-pem is 'hunter2'",
                "Authorization: Bearer hunter2hunter2",
                "Authorization: Basic hunter2==",
                "ALTER ROLE shop PASSWORD 'hunter2'",
                "CREATE USER shop IDENTIFIED BY \"hunter2\"",
                "\u001b[31mpassword\u001b[0m=\u001b[1mhunter2"
            })
    void hidesWhatIsASecret(String text) {
        assertThat(CleanText.of(text)).doesNotContain("hunter2").isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "column \"mail\" of relation \"users\" does not exist (42703)",
                "syntax error at or near \"tokn\" at line 3, column 7",
                "relation \"passwords\" already exists",
                "the secretary is Ada",
                "https://example.com/runbook is where to look",
                "jdbc:postgresql://db:5432/shop is away"
            })
    void leavesOthersAsTheyAre(String text) {
        assertThat(CleanText.of(text)).isEqualTo(text);
    }

    @Test
    void takesOutWhatATerminalWouldDo() {
        assertThat(
                        CleanText.of(
                                "\u001b[1;31mERROR\u001b[0m: \u001b]0;title\u0007no\u001b]8;;x\u001b\\ table\r\n\tat line\u20283\u009b2J"))
                .isEqualTo("ERROR: no table at line 3");
        assertThat(CleanText.of("a\u202eb\u0000c\u200bd")).isEqualTo("a b c d");
        assertThat(CleanText.of(null)).isEmpty();
    }

    @Test
    void isNotEndlessAndCutsNoCharacterInTwo() {
        assertThat(CleanText.of("x".repeat(1_000))).hasSize(1_000);
        assertThat(CleanText.of("x".repeat(1_001))).hasSize(1_003).endsWith("x...");
        assertThat(CleanText.of("x".repeat(999) + "\ud83d\ude00\ud83d\ude00")).isEqualTo("x".repeat(999) + "...");
    }

    @Test
    void takesNoLongerForTextThatIsMadeToTakeLong() {
        Random random = new Random(7);
        String[] parts = {
            "password",
            " is ",
            "://",
            "jdbc:",
            "a",
            "-",
            "\u001b[",
            ";",
            "?",
            "\"",
            "api_",
            "@",
            "Bearer ",
            "secret",
            "private_key"
        };
        for (String part : parts) {
            assertThat(timed(part.repeat(20_000))).as(part).isLessThan(Duration.ofSeconds(5));
        }
        for (int round = 0; round < 50; round++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 20_000) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(timed(text.toString())).as("seed 7, round %d", round).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static Duration timed(String text) {
        long begun = System.nanoTime();
        CleanText.of(text);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
