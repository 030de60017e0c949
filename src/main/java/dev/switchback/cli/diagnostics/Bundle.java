package dev.switchback.cli.diagnostics;

import dev.switchback.cli.diagnostics.Part.Found;
import dev.switchback.cli.diagnostics.Part.Missing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The archive: a file for each part that was found, and {@code manifest.json}, which names them with their checksums, and
 * what was not found with the reason.
 *
 * @param migration the migration's name
 * @param at when it was made
 * @param parts all of it, with nothing in it any more that must not be told
 */
record Bundle(String migration, Instant at, List<Part> parts) {

    private static final String MANIFEST = "manifest.json";

    Bundle {
        parts = List.copyOf(parts);
    }

    List<Missing> missing() {
        return parts.stream()
                .filter(Missing.class::isInstance)
                .map(Missing.class::cast)
                .toList();
    }

    /** {@return how many files the archive has, the manifest among them} */
    int files() {
        return parts.size() - missing().size() + 1;
    }

    /** {@return the archive} */
    byte[] zip() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        ObjectNode manifest = JsonNodeFactory.instance
                .objectNode()
                .put("schemaVersion", 1)
                .put("migration", migration)
                .put("at", at.toString())
                .put("switchback", Surroundings.version());
        Redaction.SAYS.forEach(manifest.putArray("redaction")::add);
        ArrayNode list = manifest.putArray("files");
        for (Part part : parts) {
            if (part instanceof Found found) {
                byte[] bytes = found.bytes();
                files.put(found.name(), bytes);
                describe(list.addObject(), found, bytes);
            }
        }
        ArrayNode missing = manifest.putArray("missing");
        missing()
                .forEach(part -> missing.addObject()
                        .put("name", part.name())
                        .put("command", part.command())
                        .put("reason", part.reason()));
        files.put(MANIFEST, (manifest.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        return zip(files);
    }

    private static void describe(ObjectNode json, Found found, byte[] bytes) {
        json.put("name", found.name()).put("bytes", bytes.length).put("sha256", sha256(bytes));
        if (!found.command().isEmpty()) {
            json.put("command", found.command()).put("exit", found.exit());
        }
    }

    private byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(at.toEpochMilli());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }
}
