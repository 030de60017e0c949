package dev.switchback.cli.log;

import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logs to stderr, one line an event: {@code 2026-11-21T08:00:00Z WARN [Breaker] ...}.
 *
 * <p>The system property {@value #LEVEL} sets from which level on: {@code debug}, {@code info}, {@code warn} (default),
 * {@code error}.
 */
public final class StderrLogging implements SLF4JServiceProvider {

    /** The system property that sets the level. */
    public static final String LEVEL = "switchback.log";

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new BasicMDCAdapter();
    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final Level from = level();

    /** Makes SLF4J use this one, whatever else is on the class path; before the first logger is asked for. */
    public static void install() {
        System.setProperty("slf4j.provider", StderrLogging.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN"); // or SLF4J tells that it does
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, made -> new StderrLogger(made, from, Clock.systemUTC()));
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // everything is there already
    }

    private static Level level() {
        String wanted = System.getProperty(LEVEL, "warn").toUpperCase(Locale.ROOT);
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(wanted))
                .findFirst()
                .orElse(Level.WARN);
    }
}
