package dev.switchback.runbook;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.switchback.cli.CommandLineKit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Runs what a page shows: {@code switchback} alone in this process, for speed, and everything else by a shell, where
 * {@code switchback} is a process too. The application logs to {@code app.log} in the folder where it all happens.
 */
final class Operator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final Path folder;
    private final Map<String, String> variables = new HashMap<>(Map.of("MIGRATION_OPERATOR", "kim"));
    private final Logger logger;
    private final FileAppender<ILoggingEvent> appender = new FileAppender<>();

    Operator(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(
                folder.resolve("keys.txt"),
                Stream.iterate(1, key -> key + 1)
                        .limit(400)
                        .map(key -> "key-" + key)
                        .collect(Collectors.joining("\n")));
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %msg%n");
        encoder.start();
        appender.setContext(context);
        appender.setFile(folder.resolve("app.log").toString());
        appender.setEncoder(encoder);
        appender.start();
        logger = context.getLogger("dev.switchback");
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    Path state() {
        return folder.resolve("state");
    }

    void with(Map<String, String> further) {
        variables.putAll(further);
    }

    /** Waits until each process has said how it is, which it does every second. */
    void awaitReports() {
        Instant from = Instant.now();
        await().atMost(PATIENCE).until(() -> {
            JsonNode nodes = kit().run("status", "--json").json().path("nodes");
            return !nodes.isEmpty()
                    && nodes.valueStream()
                            .allMatch(
                                    node -> Instant.parse(node.path("lastSeen").asString())
                                            .isAfter(from));
        });
    }

    /** Waits until the first line of the status says something. */
    void awaitSentence(String part) {
        await().atMost(PATIENCE).until(() -> kit().run("status").out().contains(part));
    }

    /** Waits until it is in the state that canaries compared something, which is written every few seconds. */
    void awaitComparisons() {
        await().atMost(PATIENCE)
                .until(() -> !kit().run("canary", "report").out().contains("nothing has been compared yet"));
    }

    /** Waits until what canaries found is in the state. */
    void awaitFindings() {
        await().atMost(PATIENCE)
                .until(() -> !kit().run("canary", "report", "--json")
                        .json()
                        .path("mismatches")
                        .isEmpty());
    }

    private CommandLineKit kit() {
        return new CommandLineKit(state()).variables(Map.copyOf(variables)).pausing(Operator::pause);
    }

    /** Lets commands that wait do so. */
    private static boolean pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
        return true;
    }

    /** {@return what a command said; after one that changes something, every process has followed} */
    Tool.Said run(String command) throws IOException, InterruptedException {
        if (!command.startsWith("switchback ") || command.contains("|")) {
            return shell(command);
        }
        CommandLineKit.Result result = kit().run(words(command));
        if (command.contains("--reason") && !command.startsWith("switchback ingest ")) {
            awaitReports();
        }
        return new Tool.Said(result.exit(), result.out() + result.err());
    }

    private String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.substring("switchback ".length()));
        while (word.find()) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(
                    text.matches("[a-z]+\\.(txt|jsonl|zip)")
                            ? folder.resolve(text).toString()
                            : text);
        }
        return words.toArray(String[]::new);
    }

    /** {@return what a shell says, in which {@code runbook/} is that of this project} */
    private Tool.Said shell(String command) throws IOException, InterruptedException {
        Path program = program();
        String script = command.replace("runbook/", Path.of("runbook").toAbsolutePath() + "/");
        ProcessBuilder builder = new ProcessBuilder("bash", "-uc", script).directory(folder.toFile());
        builder.environment().putAll(variables);
        builder.environment().put("SWITCHBACK", program.toString());
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + File.pathSeparator + path);
        builder.environment().put("MIGRATION_STATE_DIR", state().toString());
        return Tool.run(folder, builder);
    }

    /** {@return a program that is the command line, as it was compiled for this test} */
    private Path program() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        Path program = Files.writeString(
                folder.resolve("switchback"),
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' dev.switchback.cli.Switchback \"$@\"\n"
                        .formatted(java, classes));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot make it executable: " + program);
        }
        return program;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        logger.setAdditive(true);
        appender.stop();
    }
}
