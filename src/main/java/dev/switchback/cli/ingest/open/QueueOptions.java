package dev.switchback.cli.ingest.open;

import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.Environment.DatabaseUrl;
import dev.switchback.ingest.queue.Labels;
import dev.switchback.jdbc.SchemaUrl;
import dev.switchback.pipeline.InvalidValueException;
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
                .map(url -> " --database '%s'".formatted(url.url()))
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
        DatabaseUrl named = shell.otherDatabase().orElseGet(() -> {
            String set = shell.terminal().variables().getOrDefault(URL, "");
            return set.isEmpty()
                    ? new DatabaseUrl("--state", besideTheState(shell))
                    : new DatabaseUrl(URL, set);
        });
        SchemaUrl url;
        try {
            url = SchemaUrl.of(named.input(), named.url());
        } catch (InvalidValueException wrong) {
            throw InvalidValueException.of(wrong.input(), RULE, wrong.value(), wrong);
        }
        InvalidValueException.unless(!url.url().startsWith("jdbc:sqlite:"), named.input(), RULE, url.shown());
        return url;
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
