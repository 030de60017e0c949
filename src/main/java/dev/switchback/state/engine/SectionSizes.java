package dev.switchback.state.engine;

import dev.switchback.state.Document;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.DocumentFile;
import java.util.HashMap;
import java.util.Map;

/**
 * How long the sections of each document are together, at most. For the engine's thread.
 *
 * <p>To measure a big document costs more than all the rest of a small change to it. Whatever a change adds is in its
 * record, so that the last measure and the lengths of the records since are never less than the truth; only when they
 * come to more than is allowed is it measured again.
 */
final class SectionSizes {

    private final Map<String, AtMost> known = new HashMap<>();

    private record AtMost(Document document, int bytes) {

        @SuppressWarnings("ReferenceEquality") // an equal number may be another change: one that was not written
        boolean isOf(Document other) {
            return document == other;
        }
    }

    /**
     * Takes note of a change.
     *
     * @param recordLength how long the record of the change is, in bytes
     * @throws StateStoreException if the sections would be longer than a document can hold
     */
    void check(Document before, Document after, int recordLength) {
        String name = after.migration();
        AtMost last = known.get(name);
        int bytes = last != null && last.isOf(before) ? last.bytes() + recordLength : measured(after);
        if (bytes > DocumentFile.LONGEST_SECTIONS) {
            bytes = measured(after);
        }
        if (bytes > DocumentFile.LONGEST_SECTIONS) {
            throw StateStoreException.notStorable(
                    name, "small enough for a document of 256 KiB, but the sections would be longer");
        }
        known.put(name, new AtMost(after, bytes));
    }

    private static int measured(Document document) {
        return StateJson.MAPPER.writeValueAsBytes(document.sections()).length;
    }
}
