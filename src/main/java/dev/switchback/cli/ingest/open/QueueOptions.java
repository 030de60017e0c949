package dev.switchback.cli.ingest.open;

import dev.switchback.cli.shell.Secrets;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.queue.Labels;
import dev.switchback.jdbc.SchemaUrl;
import dev.switchback.pipeline.InvalidValueException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of every command about a queue, and where that queue is. */
public final class QueueOptions {

    /** The variable with the URL of the queue's database. */
    public static final String URL = "MIGRATION_INGEST_URL";

    private static final String QUEUE = "MIGRATION_INGEST_QUEUE";
    private static final String DEFAULT = "events";
    private static final String RULE =
            "a JDBC URL of PostgreSQL or H2: jdbc:postgresql://host/database?user=... or jdbc:h2:file:...";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    @Option(
            names = "--queue",
            paramLabel = "NAME",
            description = "The queue; by default that of MIGRATION_INGEST_QUEUE, else events.")
    private @Nullable String queue;

    /** {@return the queue's name} */
    public String queue(Shell shell) {
        if (queue != null) {
            return Labels.name("--queue", queue);
        }
        String set = shell.terminal().variables().getOrDefault(QUEUE, "");
        return set.isEmpty() ? DEFAULT : Labels.name(QUEUE, set);
    }

    /** {@return the words that name the queue in another command} */
    public String words(Shell shell) {
        String database = shell.otherDatabase()
                .map(url -> " --database '%s'".formatted(url))
                .orElse("");
        String state = shell.stateDirectory()
                .map(directory -> " --state '%s'".formatted(directory.toString().replace("'", "'\\''")))
                .orElse("");
        return (queue == null ? "" : " --queue " + queue) + database + state;
    }

    /**
     * Returns where the queue is: what {@code --database} names, or a variable, or an H2 beside the state.
     *
     * @throws InvalidValueException for a URL of anything else
     */
    public SchemaUrl url(Shell shell) {
        Optional<String> named = shell.otherDatabase();
        if (named.isPresent()) {
            return checked("--database", named.get());
        }
        String set = shell.terminal().variables().getOrDefault(URL, "");
        return set.isEmpty() ? checked("--state", besideTheState(shell)) : checked(URL, set);
    }

    private static SchemaUrl checked(String input, String text) {
        InvalidValueException.unless(
                text.startsWith("jdbc:postgresql:") || text.startsWith("jdbc:h2:"), input, RULE, Secrets.hidden(text));
        return SchemaUrl.of(input, text);
    }

    private static String besideTheState(Shell shell) {
        String directory = shell.directory().toAbsolutePath().normalize().toString();
        InvalidValueException.unless(
                directory.indexOf(';') < 0, "--state", "a directory without ; where a queue is in it", directory);
        return "jdbc:h2:file:%s/queue".formatted(directory);
    }

    /**
     * Reads a whole number.
     *
     * @throws InvalidValueException for any other text, and for a number out of range
     */
    public static int number(String option, String text, int least, int most) {
        long number = NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
        InvalidValueException.unless(
                number >= least && number <= most, option, "from %d to %d".formatted(least, most), text);
        return (int) number;
    }
}
