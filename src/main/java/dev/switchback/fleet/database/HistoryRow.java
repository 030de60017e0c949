package dev.switchback.fleet.database;

import dev.switchback.state.HistoryEntry;
import dev.switchback.state.view.RecordJson;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A record of the history as the table holds it.
 *
 * @param changeId what tells the change from every other, also from itself tried again
 * @param entry what it says
 * @param record the same as JSON, letter by letter
 * @param prev the hash of the record before it
 * @param hash the SHA-256 of {@code prev} and {@code record}, in hexadecimal
 */
record HistoryRow(UUID changeId, HistoryEntry entry, String record, String prev, String hash) {

    private static final Charset UTF_8 = StandardCharsets.UTF_8;

    /** {@return the row after another} */
    static HistoryRow after(Head before, UUID changeId, HistoryEntry entry, byte[] body) {
        // the body is a JSON object, so that the number goes behind its brace
        String record = "{\"seq\":%d,".formatted(entry.sequence()) + new String(body, 1, body.length - 1, UTF_8);
        return new HistoryRow(changeId, entry, record, before.hash(), hash(before.hash(), record));
    }

    /** {@return the entry that a record is} */
    static HistoryEntry entry(String record) {
        return RecordJson.entry(tree(record));
    }

    private static JsonNode tree(String record) {
        return RecordJson.parse(record.getBytes(UTF_8));
    }

    /** {@return what the entry's data is as a tree} */
    JsonNode data() {
        return tree(record).path("data");
    }

    /** {@return where the history is with this record} */
    Head head() {
        return Head.START.then(entry.sequence(), hash);
    }

    /** {@return whether its hash is that of what it says} */
    boolean isGenuine() {
        return hash.equals(hash(prev, record));
    }

    private static String hash(String prev, String record) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(prev));
            digest.update(record.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }
}
