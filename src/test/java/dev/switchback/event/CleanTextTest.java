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
                "https://discord.com/api/webhooks/123/hunter2 gave 404",
                "https://example.com/hunter2/hooks/x",
                "https://example.com:8443/webhookb2/hunter2",
                "HTTPS://hooks.example.com/hunter2",
                "Authorization: token hunter2",
                "Authorization: hunter2 was refused",
                "{Authorization=[Sign hunter2]}",
                "\"authorization\": \"Sign hunter2\"",
                "curl -u admin:hunter2 https://example.com",
                "curl -sS --user 'admin:my hunter2' https://example.com",
                "https://shop:p@ss/hunter2@example.com/path is away",
                "https://shop:hunter2@ss@example.com is away",
                "postgresql://:hunter2@db/x",
                "https://hunter2@x@example.com is away",
                "jdbc:oracle:thin:shop/p@hunter2@db:1521/x refused",
                "{\"password\":\"a\\\"hunter2\",\"a\":1}",
                "{\"password\":\"\\\\\\\"hunter2\"}",
                "{\"text\":\"{\\\"password\\\":\\\"hunter2\\\"}\"}",
                "{\"text\":\"{\\\"password\\\":\\\"a\\\\\\\"hunter2\\\"}\"}",
                "ALTER ROLE shop PASSWORD 'it''s hunter2'",
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
                "https://example.com:8443/users/@ada is where to look",
                "https://example.com/a@b and c@d",
                "https://example.com/hook/1 gave 404",
                "the webhook /hooks/1 gave 404",
                "no authorization for this",
                "docker run -u 1000 image:7",
                "ssh-u a:b",
                "jdbc:postgresql://db:5432/shop is away"
            })
    void leavesOthersAsTheyAre(String text) {
        assertThat(CleanText.of(text)).isEqualTo(text);
    }

    @Test
    void takesOutWhatATerminalWouldDo() {
        assertThat(CleanText.of("\u001b[1;31mERROR\u001b[0m: \u001b]0;title\u0007no\u001b]8;;x\u001b\\ table\r\n"
                        + "\tat line\u20283\u009b2J"))
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
            "private_key",
            "://a:",
            "://a:1@/",
            "https://a/",
            "https://a/hook",
            "authorization: ",
            "authorization=x ",
            "-u a:",
            "password=\"\\",
            "password=\\\"",
            "'",
            "\\",
            "/"
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

    @Test
    void survivesQuotesThatAreEscapedManyTimes() {
        String text = "{\"password\":\"%s\",\"a\":1}".formatted("\\\"".repeat(8_000));

        assertThat(CleanText.of(text)).isEqualTo("{\"password\":***,\"a\":1}");
        assertThat(CleanText.secretless("password='%s'".formatted("x''".repeat(100_000))))
                .isEqualTo("password=***");
    }

    @Test
    void keepsWhatIsNoSecretBesideOne() {
        assertThat(CleanText.of("POST https://discord.com/api/webhooks/1/hunter2 gave 404"))
                .isEqualTo("POST https://discord.com/... gave 404");
        assertThat(CleanText.of("curl -u admin:hunter2 -H 'Authorization: token hunter2' https://a:b@c@d/e"))
                .isEqualTo("curl -u *** -H 'Authorization: token ***' https://***@d/e");
        assertThat(CleanText.of("{\"password\":\"a\\\"b\",\"name\":\"c\"}"))
                .isEqualTo("{\"password\":***,\"name\":\"c\"}");
    }

    private static Duration timed(String text) {
        long begun = System.nanoTime();
        CleanText.of(text);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
