package dev.switchback.flags;

import dev.switchback.event.MigrationEvent;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateJson;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Stored flags were changed, by this process or another: {@code switchback.flags.changed}.
 *
 * @param at when it was recorded
 * @param migration the migration's name
 * @param old each changed section as it was, empty for one that was not there
 * @param fresh each changed section as it is, empty for one that was taken away
 * @param operator who
 * @param source by which way, as in {@link dev.switchback.state.Attribution}
 * @param reason why
 */
public record FlagsChanged(
        Instant at,
        String migration,
        Map<String, Object> old,
        Map<String, Object> fresh,
        String operator,
        String source,
        String reason)
        implements MigrationEvent {

    /** The name of the event. */
    public static final String NAME = "switchback.flags.changed";

    private static final Set<String> OURS =
            Stream.of(Setting.values()).map(Setting::section).collect(Collectors.toUnmodifiableSet());

    public FlagsChanged {
        old = Collections.unmodifiableMap(new LinkedHashMap<>(old));
        fresh = Collections.unmodifiableMap(new LinkedHashMap<>(fresh));
    }

    /** {@return the event of an entry, empty for an entry that changed no flags} */
    static Optional<FlagsChanged> of(HistoryEntry entry) {
        Map<String, Object> fresh = flags(entry.data().get("after"));
        if (fresh.isEmpty() || entry.dryRun()) {
            return Optional.empty();
        }
        String source = String.valueOf(entry.data().getOrDefault("source", "unknown"));
        return Optional.of(new FlagsChanged(
                entry.at(),
                entry.migration(),
                flags(entry.data().get("before")),
                fresh,
                entry.operator(),
                source,
                entry.reason()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("old", old);
        payload.put("new", fresh);
        payload.put("operator", operator);
        payload.put("source", source);
        payload.put("reason", reason);
        return payload;
    }

    private static Map<String, Object> flags(@Nullable Object sections) {
        Map<String, Object> flags = new LinkedHashMap<>();
        if (sections instanceof Map<?, ?> found) {
            found.forEach((section, content) -> {
                if (OURS.contains(String.valueOf(section))) {
                    flags.put(String.valueOf(section), plain(content));
                }
            });
        }
        return flags;
    }

    private static Object plain(@Nullable Object content) {
        if (content == null || (content instanceof JsonNode node && node.isNull())) {
            return Map.of();
        }
        return content instanceof JsonNode node ? StateJson.MAPPER.convertValue(node, Object.class) : content;
    }
}
