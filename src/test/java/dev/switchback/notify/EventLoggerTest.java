package dev.switchback.notify;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchback.event.EventBus;
import dev.switchback.event.Severity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLoggerTest {

    private final Logger logger = new LoggerContext().getLogger("test");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final EventBus bus = new EventBus(Runnable::run);

    EventLoggerTest() {
        logged.start();
        logger.addAppender(logged);
        bus.onName("*", new EventLogger(logger));
    }

    @ParameterizedTest
    @CsvSource({"INFO, INFO", "WARNING, WARN", "CRITICAL, ERROR"})
    void logsAtTheLevelOfTheSeverity(Severity severity, String level) {
        bus.publish(() -> new Happened("switchback.x", severity, Map.of("operator", "ada")));

        ILoggingEvent line = logged.list.get(0);
        assertThat(line.getLevel()).isEqualTo(Level.valueOf(level));
        assertThat(line.getFormattedMessage()).isEqualTo("[Events] switchback.x migration=orders operator=ada");
    }

    @Test
    void writesOneLineWhateverItIsTold() {
        bus.publish(
                () -> Happened.critical("switchback.x").with("reason", "a\r\n[Events] forged\u001b[2J token=hunter2"));

        assertThat(logged.list.get(0).getFormattedMessage())
                .doesNotContain("\n", "\r", "\u001b", "hunter2")
                .contains("reason=a [Events] forged");
    }
}
