package dev.switchback.canary.replay;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import dev.switchback.state.MigrationName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * All that is needed to see one difference again: the request, what both sides gave, and where that was.
 *
 * <pre>{@code
 * {"format": 1, "fingerprint": "3fa2b1c09d4e", "migration": "orders", "subject": "orders", "key": "4711",
 *  "request": "...", "legacy": {"returned": "..."}, "new": {"threw": {"type": "...", "message": "..."}}, ...}
 * }</pre>
 *
 * <p>At most 4 MiB as JSON, 32 levels deep. It is data from elsewhere: no class is loaded by a name that is in it.
 *
 * @param fingerprint the class of differences that it shows
 * @param origin where it comes from
 * @param request the request, encoded
 * @param legacy how legacy ended
 * @param replacement how the new side ended
 * @param examples differences of that class that were found, at most {@value #EXAMPLES}
 */
public record ReplayBundle(
        Fingerprint fingerprint,
        Origin origin,
        String request,
        Ending legacy,
        Ending replacement,
        List<Discrepancy> examples) {

    /** How many differences a bundle shows. */
    static final int EXAMPLES = 10;

    /** How many bytes it may have. */
    static final int LARGEST = SampleJson.LARGEST;

    public ReplayBundle {
        examples = List.copyOf(examples.subList(0, Math.min(EXAMPLES, examples.size())));
    }

    /**
     * Where a sample comes from.
     *
     * @param migration the migration
     * @param subject the name of the {@link ReplaySubject} that can run it
     * @param comparison what compared, for people
     * @param key the routing key of the request, empty if it had none
     * @param served the side whose answer the caller got
     * @param capturedAt when
     * @param environment by which process
     */
    public record Origin(
            String migration,
            String subject,
            String comparison,
            String key,
            Route served,
            Instant capturedAt,
            ReplayEnvironment environment) {

        private static final int LONGEST_NAME = 100;
        static final int LONGEST_KEY = 1_000;

        public Origin {
            MigrationName.checked(migration);
            checkedSubject(subject);
            InvalidValueException.unless(
                    key.length() <= LONGEST_KEY, "key", "at most %d characters".formatted(LONGEST_KEY), key.length());
        }

        static String checkedSubject(String name) {
            InvalidValueException.unless(
                    !name.isBlank()
                            && name.length() <= LONGEST_NAME
                            && name.codePoints().noneMatch(Character::isISOControl),
                    "subject",
                    "1 to %d characters without control characters".formatted(LONGEST_NAME),
                    name);
            return name;
        }
    }

    /**
     * Reads a bundle.
     *
     * @throws InvalidValueException if the file is none, or one of a newer format ; it names the file, the value and the
     *     rule
     */
    public static ReplayBundle read(Path file) {
        String rule = "a file that can be read";
        InvalidValueException.unless(Files.isRegularFile(file), "bundle", rule, file);
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (IOException failed) {
            throw InvalidValueException.of("bundle %s".formatted(file), rule, failed, failed);
        }
    }

    /**
     * Reads the bundle of a generated test: a resource of the test's package or, where somebody has put it beside the
     * source, the file there, as seen from the directory of the project.
     *
     * @param test the test
     * @param name the name of the file
     * @throws InvalidValueException if it is in no such place, or no bundle
     */
    public static ReplayBundle beside(Class<?> test, String name) {
        try (InputStream resource = test.getResourceAsStream(name)) {
            if (resource != null) {
                return read(name, resource);
            }
        } catch (IOException failed) {
            throw InvalidValueException.of("bundle %s".formatted(name), "a resource that can be read", failed, failed);
        }
        String folder = test.getPackageName().replace('.', '/');
        List<Path> places =
                List.of(Path.of("src/test/resources", folder, name), Path.of("src/test/java", folder, name));
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .map(ReplayBundle::read)
                .orElseThrow(() -> InvalidValueException.of(
                        "bundle %s".formatted(name),
                        "a resource beside %s, or one of %s".formatted(test, places),
                        "in none"));
    }

    private static ReplayBundle read(String file, InputStream in) throws IOException {
        return parse(file, in.readNBytes(LARGEST + 1));
    }

    /**
     * Reads a bundle from its JSON.
     *
     * @param name what it is called in a message
     * @throws InvalidValueException if it is none
     */
    public static ReplayBundle parse(String name, byte[] json) {
        return new BundleReader(name).read(json);
    }

    /** {@return the bundle as JSON on one line} */
    public byte[] toJson() {
        return SampleJson.MAPPER.writeValueAsBytes(BundleWriter.tree(this));
    }

    /** {@return the bundle as JSON for people, a field on each line} */
    public byte[] toReadableJson() {
        return SampleJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(BundleWriter.tree(this));
    }

    /** {@return the same, as a sample of another class of differences} */
    public ReplayBundle of(Fingerprint other, List<Discrepancy> shown) {
        return new ReplayBundle(other, origin, request, legacy, replacement, shown);
    }
}
