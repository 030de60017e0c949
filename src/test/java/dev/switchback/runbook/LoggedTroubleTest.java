package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchback.canary.CanaryMode;
import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.flags.Share;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.testing.TestMigration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The lines that the runbook greps are those of a real application in that trouble. */
class LoggedTroubleTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.switchback");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final TestMigration test = new TestMigration(builder -> builder.canaryMode(CanaryMode.SERIAL));
    private final MigrationAdapter<String, String, RuntimeException> adapter = test.at(100)
            .migration()
            .legacy((String key) -> "total: 10\n")
            .newPipeline(this::answer)
            .comparator(OutputComparator.ofText())
            .build();
    private boolean newFails;

    private String answer(String key) {
        if (newFails) {
            throw new IllegalStateException("connection refused");
        }
        return "total: ten\n";
    }

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void close() {
        test.close();
        logger.detachAppender(logged);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    /** {@return the lines so far, each with its level}; not all are of this test's own threads */
    private List<String> lines() {
        return List.copyOf(logged.list).stream()
                .map(event -> "%s %s".formatted(event.getLevel(), event.getFormattedMessage()))
                .toList();
    }

    @Test
    void aFallbackIsLoggedByTheAdapter() {
        newFails = true;

        assertThat(adapter.generate("customer")).isEqualTo("total: 10\n");

        assertThat(lines())
                .contains("DEBUG [MigrationAdapter] Pipeline.new failed (migration=test, key=customer)")
                .noneMatch(line -> line.contains("[Breaker]") || line.contains("[RollbackManager]"));
    }

    @Test
    void aTripIsLoggedByTheBreaker() {
        newFails = true;
        test.at(100);

        for (int call = 0; call < 5; call++) {
            adapter.generate("key-" + call);
        }

        assertThat(lines())
                .anyMatch(line -> line.startsWith("WARN [Breaker] test: closed -> open ("))
                .noneMatch(line -> line.contains("[RollbackManager]"));
    }

    @Test
    void aRollbackIsLoggedByTheRollbackManager() {
        test.migration().emergencyRollback("wrong totals", "kim");

        assertThat(lines())
                .anyMatch(line ->
                        line.startsWith("INFO [RollbackManager] State transition: active -> rolling_back (target="))
                .anyMatch(line -> line.startsWith(
                        "INFO [RollbackManager] State transition: rolling_back -> rolled_back (target="))
                .anyMatch(line -> line.startsWith("INFO [RollbackManager] routing validate: done"));
    }

    @Test
    void aCriticalDifferenceIsLoggedByTheComparator() {
        test.change(settings -> settings.withPercentage(Share.of(50))
                .withCanary(settings.canary().withEnabled(true))); // none runs where nearly all goes to new

        for (int call = 0; call < 10; call++) {
            adapter.generate("key-" + call);
        }

        assertThat(lines())
                .anyMatch(line -> line.matches(
                        "WARN \\[OutputComparator\\] CANARY DISCREPANCY key=key-[0-9]+ result=critical critical=1.*"));
    }

    @Test
    void everyLineOfAllThatHasAPrefix() {
        aCriticalDifferenceIsLoggedByTheComparator();
        aTripIsLoggedByTheBreaker();
        aRollbackIsLoggedByTheRollbackManager();

        assertThat(List.copyOf(logged.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSizeGreaterThan(10)
                .allMatch(line -> line.matches("(?s)\\[[A-Z][A-Za-z]+\\] .*"));
    }
}
