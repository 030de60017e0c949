package dev.switchback.state.files;

import dev.switchback.journal.disk.Storage;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.NodeName;
import dev.switchback.state.Observation;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.StateTree;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The files {@code nodes/<node>.json}. Each is written by its own process alone and without the lock, so that one
 * process that hangs does not make the others look dead.
 */
final class NodeFiles {

    private static final Logger LOG = LoggerFactory.getLogger(NodeFiles.class);
    private static final String DIRECTORY = "nodes";
    private static final String END = ".json";
    private static final int LONGEST = 1 << 20;
    private static final Pattern LEFTOVER = Pattern.compile(".+\\.tmp-(\\d{1,18})-[0-9a-f-]{36}");

    private final Storage root;

    NodeFiles(Storage root) {
        this.root = root;
    }

    void write(String node, JsonNode report) {
        String file = NodeName.checked(node) + END;
        byte[] content = StateJson.MAPPER.writeValueAsBytes(report);
        InvalidValueException.unless(content.length <= LONGEST, "report", "at most 1 MiB as JSON", content.length);
        try {
            root.directory(DIRECTORY, true).put(file, content);
        } catch (IOException failed) {
            throw StateStoreException.notDurable(root.where(), failed);
        }
    }

    void delete(String node) {
        try {
            root.directory(DIRECTORY, false).delete(NodeName.checked(node) + END);
        } catch (IOException failed) {
            throw StateStoreException.notDurable(root.where(), failed);
        }
    }

    /** {@return what each node says; a file that cannot be read is left out, for its writer replaces it soon} */
    Map<String, Observation> read() {
        Map<String, Observation> reports = new TreeMap<>();
        try {
            Storage files = root.directory(DIRECTORY, false);
            for (String file : files.list()) {
                String node = file.endsWith(END) ? file.substring(0, file.length() - END.length()) : "";
                if (NodeName.isName(node)) {
                    readOne(files, file, node, reports);
                }
            }
            return reports;
        } catch (IOException failed) {
            throw StateStoreException.noHistory(root.where(), failed);
        }
    }

    private static void readOne(Storage files, String file, String node, Map<String, Observation> reports) {
        try {
            reports.put(node, Observation.of(StateTree.read(files.readSmall(file, LONGEST))));
        } catch (IOException | RuntimeException unreadable) { // also Jackson's
            LOG.debug("[StateStore] the report of node {} cannot be read", node, unreadable);
        }
    }

    /** Removes temporary files of processes that are gone. */
    void removeLeftovers() throws IOException {
        Storage files = root.directory(DIRECTORY, false);
        for (String file : files.list()) {
            Matcher leftover = LEFTOVER.matcher(file);
            if (leftover.matches()
                    && ProcessHandle.of(Long.parseLong(leftover.group(1))).isEmpty()) {
                files.delete(file);
            }
        }
    }
}
