package dev.switchback.canary.replay;

import dev.switchback.canary.difference.Shown;
import dev.switchback.pipeline.InvalidValueException;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * The source of a JUnit 5 test that fails until a difference is gone.
 *
 * <p>The test reads its bundle as a resource of its own package, so {@link #bundleFile} belongs into
 * {@code src/test/resources} and {@link #className}{@code .java} into {@code src/test/java}, both in the directory of the
 * package. It needs Switchback, JUnit Jupiter and the class of the {@link ReplaySubject}. The source is ASCII.
 *
 * @param bundle what the test replays
 * @param subjectClass the class of the subject, with its package; it is made by {@code new}
 * @param packageName the package of the test, empty for the one without a name
 */
public record ReplayTestSource(ReplayBundle bundle, String subjectClass, String packageName) {

    private static final Pattern ASCII_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final int LONGEST = 200;

    public ReplayTestSource {
        InvalidValueException.unless(
                isName(subjectClass), "subject class", "the name of a Java class, in ASCII", subjectClass);
        InvalidValueException.unless(
                packageName.isEmpty() || isName(packageName),
                "package",
                "the name of a Java package, in ASCII",
                packageName);
        InvalidValueException.unless(
                packageName.isEmpty() || subjectClass.contains("."),
                "subject class",
                "in a package, since the test is in one",
                subjectClass);
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST && ASCII_NAME.matcher(name).matches() && SourceVersion.isName(name);
    }

    /** {@return the name of the test, without its package} */
    public String className() {
        return "Canary%sTest".formatted(bundle.fingerprint());
    }

    /** {@return the name of the file that the bundle belongs into} */
    public String bundleFile() {
        return "%s.json".formatted(bundle.fingerprint());
    }

    /** {@return the source} */
    public String text() {
        ReplayBundle.Origin origin = bundle.origin();
        String example = bundle.examples().isEmpty()
                ? "as legacy"
                : bundle.examples().get(0).line();
        String shown = "%s, key %s: %s".formatted(origin.migration(), origin.key(), example);
        return """
                %simport dev.switchback.canary.replay.Replay;
                import dev.switchback.canary.replay.ReplayBundle;
                import dev.switchback.canary.replay.ReplayResult;
                import org.junit.jupiter.api.Assertions;
                import org.junit.jupiter.api.DisplayName;
                import org.junit.jupiter.api.Test;

                /**
                 * Fails until the new side gives what legacy gave, as far as difference %s goes.
                 *
                 * <p>Written by "switchback canary export". It reads %s from the resources of its package.
                 */
                @DisplayName(%s)
                class %s {

                    @Test
                    void givesWhatLegacyGave() {
                        ReplayBundle bundle = ReplayBundle.beside(%s.class, "%s");

                        ReplayResult result = Replay.of(new %s(), bundle).run();

                        Assertions.assertTrue(result.isFixed(), result::text);
                    }
                }
                """.formatted(
                        packageName.isEmpty() ? "" : "package %s;\n\n".formatted(packageName),
                        bundle.fingerprint(),
                        bundleFile(),
                        JavaText.literal(Shown.cut(shown)),
                        className(),
                        className(),
                        bundleFile(),
                        subjectClass);
    }
}
