package dev.switchback.cli;

import dev.switchback.state.StateJson;
import dev.switchback.state.files.FileStateStore;
import java.nio.file.Path;
import java.util.Map;

/**
 * Loads what nearly every command needs beside the parsing of the command line, which takes as long: a cold start waits
 * for classes, not for the disk, and there is a second core.
 */
final class WarmUp {

    private WarmUp() {}

    /** Begins, unless there is only one core. */
    static void begin() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread thread = new Thread(WarmUp::load, "switchback-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void load() {
        StateJson.MAPPER.convertValue(Map.of("seconds", 1), Seconds.class);
        FileStateStore.builder(Path.of(""));
    }

    /** Stands for all the records that a document holds. */
    record Seconds(int seconds) {}
}
