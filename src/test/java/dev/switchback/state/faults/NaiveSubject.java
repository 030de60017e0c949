package dev.switchback.state.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps its events in one file that it rewrites in place and never forces, as the programs do that this one replaces. */
final class NaiveSubject implements Subject {

    private static final String END = "]";
    private static final Pattern WHOLE = Pattern.compile("\\[(\\{\"number\":\\d+,\"text\":\"x{200}\"},)*]");
    private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");

    private final Path file;
    private final StringBuilder events = new StringBuilder("[");

    private NaiveSubject(Path file) {
        this.file = file;
    }

    static Subject open(Path directory) throws IOException {
        NaiveSubject subject = new NaiveSubject(directory.resolve("state.json"));
        Files.createDirectories(directory);
        for (long number : read(directory).numbers()) {
            subject.add(number);
        }
        return subject;
    }

    private void add(long number) {
        events.append("{\"number\":%d,\"text\":\"%s\"},".formatted(number, "x".repeat(200)));
    }

    @Override
    public void write(long number) throws IOException {
        add(number);
        Files.writeString(file, events + END);
    }

    @Override
    public void recover() {
        // nobody thought of it
    }

    @Override
    public void close() {
        // nothing is held
    }

    static Reading read(Path directory) {
        Path file = directory.resolve("state.json");
        try {
            if (!Files.exists(file)) {
                return new Reading(Optional.empty(), List.of());
            }
            String text = Files.readString(file);
            List<Long> numbers = new ArrayList<>();
            NUMBER.matcher(text).results().forEach(found -> numbers.add(Long.parseLong(found.group(1))));
            boolean whole = text.startsWith("[") && text.endsWith(END) && isWhole(text);
            return new Reading(
                    whole ? Optional.empty() : Optional.of("%d bytes are no document".formatted(text.length())),
                    whole ? numbers : List.of());
        } catch (IOException failed) {
            return new Reading(Optional.of(failed.toString()), List.of());
        }
    }

    private static boolean isWhole(String text) {
        return text.lines().count() == 1 && WHOLE.matcher(text).matches();
    }
}
