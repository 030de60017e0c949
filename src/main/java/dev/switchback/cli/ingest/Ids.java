package dev.switchback.cli.ingest;

import dev.switchback.pipeline.InvalidValueException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads ids of events. */
final class Ids {

    private static final int MOST = 10_000;
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    /**
     * Returns the ids, each once.
     *
     * @throws InvalidValueException for a text that is none, or more than ten thousand
     */
    static List<UUID> of(List<String> texts) {
        InvalidValueException.unless(texts.size() <= MOST, "ID", "given at most 10000 times", texts.size());
        Set<UUID> ids = new LinkedHashSet<>();
        for (String text : texts) {
            InvalidValueException.unless(ID.matcher(text).matches(), "ID", "the id of an event, a UUID", text);
            ids.add(UUID.fromString(text));
        }
        return List.copyOf(ids);
    }
}
