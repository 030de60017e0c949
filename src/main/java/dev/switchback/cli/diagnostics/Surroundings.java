package dev.switchback.cli.diagnostics;

import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.Setting;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is around the program: the variables of this shell, the machine, and the disk of the state. */
final class Surroundings {

    private static final List<String> PREFIXES = List.of("MIGRATION_", "SWITCHBACK_");
    private static final List<String> PLACES = List.of("STATE_DIR", "DB_FOLDER", "DB_BACKUP");

    private Surroundings() {}

    /** {@return the names of our variables; a value only where it is a good one of a setting that names no key} */
    static JsonNode variables(Shell shell) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("schemaVersion", 1);
        ArrayNode list = document.putArray("variables");
        new TreeMap<>(shell.terminal().variables()).forEach((name, value) -> {
            if (PREFIXES.stream().anyMatch(name::startsWith)) {
                ObjectNode one = list.addObject().put("name", name);
                if (name.equals("MIGRATION_OPERATOR")) {
                    one.put("operator", value);
                } else {
                    one.put("value", shown(name, value).orElse("(not shown)"));
                }
            }
        });
        return document;
    }

    private static Optional<String> shown(String name, String value) {
        if (PLACES.stream().anyMatch(place -> name.endsWith("_" + place))) {
            return Optional.of(value);
        }
        return Arrays.stream(Setting.values())
                .filter(setting -> setting != Setting.FORCED_KEYS && setting != Setting.DENIED_KEYS)
                .filter(setting -> setting.variable()
                        .filter(variable -> name.endsWith(variable.substring("MIGRATION".length())))
                        .isPresent())
                .findFirst()
                .flatMap(setting -> good(setting, name, value));
    }

    private static Optional<String> good(Setting setting, String name, String value) {
        try {
            setting.read(name, value);
            return Optional.of(value);
        } catch (InvalidValueException other) { // somebody may have set it to something else altogether
            return Optional.empty();
        }
    }

    /** {@return what this process runs on, a line each} */
    static List<JsonNode> system(Shell shell) {
        Runtime runtime = Runtime.getRuntime();
        List<String> lines = new ArrayList<>(List.of(
                line("switchback", version()),
                line(
                        "java",
                        "%s, %s, %s".formatted(Runtime.version(), property("java.vendor"), property("java.vm.name"))),
                line("system", "%s %s, %s".formatted(property("os.name"), property("os.version"), property("os.arch"))),
                line("processors", String.valueOf(runtime.availableProcessors())),
                line(
                        "heap",
                        "%d MiB used, %d MiB at most (of this command, not of the application)"
                                .formatted(
                                        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                                        runtime.maxMemory() >> 20)),
                line("zone", ZoneId.systemDefault().getId()),
                line("now", shell.now().toString())));
        lines.addAll(place(shell));
        return lines.stream()
                .map(line -> (JsonNode) JsonNodeFactory.instance.stringNode(line))
                .toList();
    }

    /** {@return the version of the library, {@code (not packaged)} outside of its archive} */
    static String version() {
        String version = Surroundings.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private static List<String> place(Shell shell) {
        try {
            if (shell.database().isPresent()) {
                return List.of(line("state", "in a database"));
            }
            Path directory = shell.directory().toAbsolutePath().normalize();
            Path existing = directory;
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            FileStore store = Files.getFileStore(existing);
            return List.of(
                    line("state", directory + (existing.equals(directory) ? "" : " (not there)")),
                    line(
                            "disk",
                            "%d of %d MiB free, %s"
                                    .formatted(
                                            store.getUsableSpace() >> 20, store.getTotalSpace() >> 20, store.type())));
        } catch (IOException | RuntimeException unknown) { // such as a variable that is no URL; doctor says more of it
            return List.of(line("state", "unknown: " + unknown.getMessage()));
        }
    }

    private static String line(String name, String value) {
        return "%-11s %s".formatted(name, value);
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
