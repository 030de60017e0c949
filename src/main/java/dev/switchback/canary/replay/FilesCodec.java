package dev.switchback.canary.replay;

import dev.switchback.canary.tree.FileTree;
import dev.switchback.pipeline.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sets of files as JSON: {@code {"a.ts":{"text":"..."},"a.png":{"base64":"..."}}}. */
final class FilesCodec implements SampleCodec<FileTree> {

    private static final String RULE = "JSON of files, each with its text or its bytes in base64";

    @Override
    public String encode(FileTree tree) {
        long size = tree.paths().stream().mapToLong(tree::size).sum();
        if (size > SampleJson.LARGEST) {
            throw SampleTooLargeException.beyond(SampleJson.LARGEST);
        }
        ObjectNode files = JsonNodeFactory.instance.objectNode();
        for (String path : tree.paths()) {
            byte[] bytes = tree.bytes(path).orElseThrow(() -> SampleTooLargeException.notWhole(path));
            Optional<String> text = tree.text(path);
            ObjectNode file = files.putObject(path);
            if (text.isPresent()) {
                file.put("text", text.get());
            } else {
                file.put("base64", Base64.getEncoder().encodeToString(bytes));
            }
        }
        return SampleJson.write(SampleJson.MAPPER.writer(), files);
    }

    @Override
    public FileTree decode(String text) {
        JsonNode files;
        try {
            files = SampleJson.MAPPER.readTree(text);
        } catch (JacksonException malformed) {
            throw InvalidValueException.of("sample", RULE, malformed.getOriginalMessage(), malformed);
        }
        InvalidValueException.unless(files.isObject(), "sample", RULE, "no JSON object");
        Map<String, byte[]> contents = new TreeMap<>();
        files.properties().forEach(file -> contents.put(file.getKey(), bytes(file.getKey(), file.getValue())));
        return FileTree.ofBytes(contents);
    }

    private static byte[] bytes(String path, JsonNode file) {
        JsonNode text = file.path("text");
        JsonNode base64 = file.path("base64");
        InvalidValueException.unless(
                file.isObject() && file.size() == 1 && (text.isString() || base64.isString()),
                "file %s of the sample".formatted(path),
                "an object with text or base64",
                "another");
        if (text.isString()) {
            return text.stringValue().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(base64.stringValue());
        } catch (IllegalArgumentException malformed) {
            throw InvalidValueException.of(
                    "file %s of the sample".formatted(path), "bytes in base64", malformed.getMessage(), malformed);
        }
    }

    @Override
    public FileTree files(FileTree tree) {
        return tree;
    }
}
