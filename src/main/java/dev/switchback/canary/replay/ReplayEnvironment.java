package dev.switchback.canary.replay;

import dev.switchback.pipeline.InvalidValueException;
import java.util.List;
import java.util.Optional;

/**
 * Where a sample was taken.
 *
 * @param java the version of Java
 * @param os the operating system with its version
 * @param switchback the version of Switchback
 * @param node the process
 * @param legacyVersion the version of the legacy pipeline, if the application names one
 * @param newVersion the version of the new pipeline, if the application names one
 */
public record ReplayEnvironment(
        String java,
        String os,
        String switchback,
        String node,
        Optional<String> legacyVersion,
        Optional<String> newVersion) {

    private static final int LONGEST = 200;

    /** Checks that each is 1 to 200 characters without control characters. */
    public ReplayEnvironment {
        for (String each : List.of(java, os, switchback, node, legacyVersion.orElse("-"), newVersion.orElse("-"))) {
            InvalidValueException.unless(
                    !each.isBlank()
                            && each.length() <= LONGEST
                            && each.codePoints().noneMatch(Character::isISOControl),
                    "environment",
                    "of 1 to %d characters without control characters".formatted(LONGEST),
                    each);
        }
    }

    /** {@return that of this process, which calls itself so} */
    public static ReplayEnvironment ofProcess(String node) {
        String version = ReplayEnvironment.class.getPackage().getImplementationVersion();
        return new ReplayEnvironment(
                System.getProperty("java.version", "unknown"),
                "%s %s".formatted(System.getProperty("os.name", "unknown"), System.getProperty("os.version", "")),
                version == null ? "not packaged" : version,
                node,
                Optional.empty(),
                Optional.empty());
    }

    /** {@return the same, with the versions of the two pipelines} */
    public ReplayEnvironment versions(String legacy, String replacement) {
        return new ReplayEnvironment(java, os, switchback, node, Optional.of(legacy), Optional.of(replacement));
    }
}
