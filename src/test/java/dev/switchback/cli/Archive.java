package dev.switchback.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code switchback diagnostics} has written, unpacked. */
final class Archive {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> files = new LinkedHashMap<>();

    static Archive open(Path zip) throws IOException {
        Archive archive = new Archive();
        try (ZipInputStream stream = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                archive.files.put(entry.getName(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return archive;
    }

    Set<String> names() {
        return files.keySet();
    }

    String text(String name) {
        return files.getOrDefault(name, "");
    }

    JsonNode json(String name) {
        return JSON.readTree(text(name));
    }

    /** {@return what all files say together, and what they are called} */
    String everything() {
        return files.toString();
    }

    List<String> missing() {
        return json("manifest.json").path("missing").findValuesAsString("name");
    }
}
