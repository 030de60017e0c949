package dev.switchback.cli.diagnostics;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One file of the archive, or why it is not there. */
sealed interface Part {

    /** {@return the name of its file} */
    String name();

    /** {@return the command that tells the same, empty if none does} */
    String command();

    /** {@return the same, with nothing in it any more that must not be told} */
    Part hidden(Redaction redaction);

    /**
     * What was found.
     *
     * @param exit the exit code of the command
     * @param documents the JSON of it: one of a {@code .json}, one a line of a {@code .jsonl}, a text a line of a
     *     {@code .txt}
     */
    record Found(String name, String command, int exit, List<JsonNode> documents) implements Part {

        public Found {
            documents = List.copyOf(documents);
        }

        @Override
        public Found hidden(Redaction redaction) {
            return new Found(
                    name, command, exit, documents.stream().map(redaction::of).toList());
        }

        /** {@return the bytes of the file} */
        byte[] bytes() {
            return documents.stream()
                    .map(document -> text(document) + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
        }

        private String text(JsonNode document) {
            return name.endsWith(".txt")
                    ? document.asString()
                    : name.endsWith(".jsonl") ? document.toString() : document.toPrettyString();
        }
    }

    /** Why it is not there. */
    record Missing(String name, String command, String reason) implements Part {

        @Override
        public Missing hidden(Redaction redaction) {
            return new Missing(name, command, redaction.of(reason));
        }
    }
}
