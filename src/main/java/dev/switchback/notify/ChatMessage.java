package dev.switchback.notify;

import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event as chat programs take it: Slack, and those that take its messages (Mattermost, Rocket.Chat, Discord's
 * {@code /slack}).
 *
 * <pre>{@code
 * {"text":"*CRITICAL* switchback.rollback.failed (orders)",
 *  "attachments":[{"color":"danger","fallback":"...","ts":1767225600,
 *                  "fields":[{"title":"Strategy","value":"routing","short":true}]}]}
 * }</pre>
 *
 * @see <a href="https://api.slack.com/reference/messaging/attachments">Slack: attachments</a>
 */
final class ChatMessage {

    private static final int MOST_FIELDS = 20;
    private static final int LONGEST = 300;
    private static final int SHORT = 40;

    private ChatMessage() {}

    static byte[] of(MigrationEvent event, int again) {
        String title =
                "*%s* %s (%s)".formatted(event.severity().name(), escaped(event.name()), escaped(event.migration()));
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("color", colour(event.severity()));
        attachment.put("fallback", title);
        attachment.put("fields", fields(PlainPayload.of(event), again));
        attachment.put("ts", event.at().getEpochSecond());
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("text", title);
        message.put("attachments", List.of(attachment));
        return EventJson.MAPPER.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
    }

    private static String colour(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "danger";
            case WARNING -> "warning";
            case INFO -> "good";
        };
    }

    private static List<Map<String, Object>> fields(Map<String, @Nullable Object> payload, int again) {
        List<Map<String, Object>> fields = new ArrayList<>();
        payload.forEach((name, value) -> {
            if (value != null && fields.size() < MOST_FIELDS) {
                fields.add(field(name, shown(name, value)));
            }
        });
        if (again > 0) {
            fields.add(field("left_out", "%d more like it since the last message".formatted(again)));
        }
        return fields;
    }

    private static Map<String, Object> field(String name, String value) {
        Map<String, Object> field = new LinkedHashMap<>();
        String words = name.replace('_', ' ');
        field.put(
                "title",
                escaped(words.substring(0, Math.min(1, words.length())).toUpperCase(Locale.ROOT)
                        + words.substring(Math.min(1, words.length()))));
        field.put("value", escaped(value));
        field.put("short", value.length() <= SHORT);
        return field;
    }

    private static String shown(String name, Object value) {
        String text;
        if (value instanceof Collection<?> several) {
            boolean plain = several.stream().noneMatch(Map.class::isInstance);
            text = plain
                    ? several.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    : String.valueOf(several.size());
        } else if (value instanceof Map<?, ?>) {
            text = EventJson.MAPPER.writeValueAsString(value);
        } else {
            text = name.equals("duration") ? value + " ms" : value.toString();
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** What Slack asks for; it also keeps text from calling everybody, as {@code <!channel>} would. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
