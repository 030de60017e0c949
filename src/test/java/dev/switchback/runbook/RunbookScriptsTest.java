package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two scripts, as processes, against a running application. */
class RunbookScriptsTest {

    @TempDir
    private Path folder;

    @SuppressWarnings("try") // the application only has to be there
    private Tool.Said run(Condition condition, String command) throws IOException, InterruptedException {
        try (Operator operator = new Operator(folder);
                TroubledApplication application = TroubledApplication.in(condition, operator.state())) {
            operator.awaitReports();
            return operator.run(command);
        }
    }

    @Test
    void recoveryLeavesAHealthyMigrationAlone() throws IOException, InterruptedException {
        Tool.Said said = run(Condition.HEALTHY, "runbook/recover.sh");

        assertThat(said.text()).contains("healthy: there is nothing to recover").doesNotContain("1. the rollback");
        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void recoveryClosesTheBreakerOnceNewAnswers() throws IOException, InterruptedException {
        Tool.Said said = run(Condition.BREAKER_MENDED, "runbook/recover.sh");

        assertThat(said.text()).contains("the new pipeline answers", "breaker open -> closed");
    }

    @Test
    void recoveryLeavesTheBreakerOpenWhileNewFails() throws IOException, InterruptedException {
        Tool.Said said = run(Condition.BREAKER_OPEN, "runbook/recover.sh");

        assertThat(said.text())
                .contains("it stays open, legacy serves", "3. the health now")
                .doesNotContain("open -> closed");
        assertThat(said.exit()).as(said.text()).isEqualTo(3);
    }

    @Test
    void recoveryRepeatsARollbackThatFailed() throws IOException, InterruptedException {
        Tool.Said said = run(Condition.ROLLBACK_MENDED, "runbook/recover.sh");

        assertThat(said.text())
                .contains("rollback_failed: its steps are run again", "rollback_failed -> rolled_back")
                .contains("as the rollback (rolled_back) wants it: left as it is");
        assertThat(said.exit()).as(said.text()).isEqualTo(3);
    }

    @Test
    void recoverySaysThatTheRollbackFailedAgain() throws IOException, InterruptedException {
        Tool.Said said = run(Condition.ROLLBACK_FAILED, "runbook/recover.sh");

        assertThat(said.text()).contains("it failed again", "somebody must look");
        assertThat(said.exit()).as(said.text()).isEqualTo(4);
    }

    @Test
    void recoveryDoesNothingWhereTheStateCannotBeReached() throws IOException, InterruptedException {
        try (Operator operator = new Operator(folder)) {
            Path file = Files.writeString(folder.resolve("file"), "not a directory");
            Tool.Said said = operator.run("runbook/recover.sh --state " + file);

            assertThat(said.text()).contains("nothing was done");
            assertThat(said.exit()).as(said.text()).isEqualTo(7);
        }
    }

    @Test
    void diagnosticsHaveEveryPartAndLeaveSecretsOut() throws IOException, InterruptedException {
        String log = Stream.iterate(1, number -> number + 1)
                .limit(60)
                .map(
                        "12:00 WARN [Breaker] line %d of jdbc:postgresql://app:s3cret@db/x?password=hunter2&a=b"
                                ::formatted)
                .collect(Collectors.joining("\n", "", "\nsomething else\n"));
        Files.writeString(folder.resolve("other.log"), log);

        Tool.Said said = run(Condition.BREAKER_OPEN, "runbook/collect-diagnostics.sh --log other.log");

        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text())
                .contains("time: 20", "=== Status ===", "breaker open after 5 errors", "=== Health ===")
                .contains("(exit 3: switchback)", "=== Reach of the store ===", "changes can be recorded")
                .contains("=== Processes ===", "=== Disk ===", "Filesystem", "=== Memory ===")
                .contains("[Breaker] line 11 of", "[Breaker] line 60 of", "app:***@db", "password=***&a=b")
                .doesNotContain("line 10 of", "something else", "s3cret", "hunter2");
    }

    @Test
    void diagnosticsLeaveSecretsOutHoweverTheyAreWritten() throws IOException, InterruptedException {
        List<String> secrets = List.of(
                "java --api-key=hunter2 -Dapi-key=hunter2 -Daws.secretKey=hunter2 -jar x.jar",
                "java --password hunter2 --token 'hunter2 and more' -jar x.jar",
                "{\"password\":\"hunter2\", \"private_key\": \"hunter2\", \"a\": 1}",
                "Authorization: Bearer hunter2hunter2",
                "authorization=Basic hunter2==",
                "client_secret_value: hunter2; PGPASSWORD=hunter2 psql",
                "access-key => hunter2, passphrase is kept",
                "https://shop:p@ss/hunter2@example.com/path and https://hunter2@a and jdbc:oracle:thin:u/p@hunter2@db",
                "https://discord.com/api/webhooks/1/hunter2 and {\"url\":\"https://hooks.slack.com/hunter2\",\"b\":2}",
                "curl -u admin:hunter2 -H 'Authorization: token hunter2' --user 'b:my hunter2' https://c",
                "{\"password\":\"a\\\"hunter2\",\"c\":3} {\"text\":\"{\\\"password\\\":\\\"hunter2\\\"}\"}",
                "https://example.com:8443/users/@ada and docker run -u 1000 image:7");
        String log = secrets.stream().map("12:00 WARN [Breaker] "::concat).collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(folder.resolve("secrets.log"), log);
        try (Operator operator = new Operator(folder)) {
            Tool.Said said = operator.run("runbook/collect-diagnostics.sh --log secrets.log");

            assertThat(said.text())
                    .doesNotContain("hunter2", "and more")
                    .contains("--api-key=*** -Dapi-key=*** -Daws.secretKey=*** -jar x.jar")
                    .contains("{\"password\":***, \"private_key\": ***, \"a\": 1}", "Bearer ***", "Basic ***")
                    .contains("client_secret_value: ***; PGPASSWORD=*** psql")
                    .contains("https://shop:***@example.com/path and https://***@a and jdbc:oracle:thin:***@db")
                    .contains("https://discord.com/... and {\"url\":\"https://hooks.slack.com/...\",\"b\":2}")
                    .contains("curl -u *** -H 'Authorization: token ***' --user *** https://c")
                    .contains("{\"password\":***,\"c\":3} {\"text\":\"{\\\"password\\\":***}\"}")
                    .contains("https://example.com:8443/users/@ada and docker run -u 1000 image:7");
        }
    }

    @Test
    void diagnosticsRefuseALogThatIsNotThere() throws IOException, InterruptedException {
        try (Operator operator = new Operator(folder)) {
            Tool.Said said = operator.run("runbook/collect-diagnostics.sh --log none.log");

            assertThat(said.exit()).isEqualTo(2);
            assertThat(said.text().strip()).isEqualTo("--log must be a file that can be read, but was none.log");
        }
    }
}
