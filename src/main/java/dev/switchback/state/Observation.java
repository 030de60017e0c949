package dev.switchback.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a node last said of itself.
 *
 * @param report its words, by its own clock
 * @param seenAt when the store took it, in terms of the reader's clock and measured by the store's; null where all
 *     nodes have the reader's clock, so that the report itself says when it was written
 */
public record Observation(JsonNode report, @Nullable Instant seenAt) {

    /** Makes the observation of a store whose nodes all have one clock. */
    public static Observation of(JsonNode report) {
        return new Observation(report, null);
    }
}
