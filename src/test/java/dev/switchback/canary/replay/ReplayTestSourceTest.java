package dev.switchback.canary.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Severity;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class ReplayTestSourceTest {

    private static final String SUBJECT = "com.example.LinesReplay";

    @TempDir
    Path folder;

    private final ReplayBundle bundle = LineSubject.wrongTotals().bundle("\"x\"");
    private GeneratedTests generated;

    @BeforeEach
    void useTheFolder() {
        generated = new GeneratedTests(folder);
    }

    /** Writes what a user wrote: the subject, with its new side in place. */
    private void writeSubject(String total) throws IOException {
        generated.write("com/example/LinesReplay.java", """
                package com.example;

                import dev.switchback.canary.compare.OutputComparator;
                import dev.switchback.canary.replay.ReplaySubject;
                import dev.switchback.canary.replay.SampleCodec;
                import dev.switchback.pipeline.Route;

                public final class LinesReplay implements ReplaySubject<String, String> {

                    @Override
                    public String name() {
                        return "lines";
                    }

                    @Override
                    public SampleCodec<String> requests() {
                        return SampleCodec.ofText();
                    }

                    @Override
                    public SampleCodec<String> outputs() {
                        return SampleCodec.ofText();
                    }

                    @Override
                    public OutputComparator<String> comparator() {
                        return OutputComparator.ofText();
                    }

                    @Override
                    public String generate(Route side, String request) {
                        String total = side == Route.NEW ? "%s" : "10";
                        return "request: " + request + "\\ntotal: " + total + "\\nend\\n";
                    }
                }
                """.formatted(total));
    }

    private TestExecutionSummary run(ReplayTestSource test) throws Exception {
        String folderOfPackage =
                test.packageName().isEmpty() ? "" : test.packageName().replace('.', '/') + "/";
        generated.write(folderOfPackage + test.className() + ".java", test.text());
        generated.write(folderOfPackage + test.bundleFile(), test.bundle().toReadableJson());
        assertThat(generated.compile()).isEmpty();
        return generated.run(
                test.packageName().isEmpty() ? test.className() : test.packageName() + "." + test.className());
    }

    @Test
    void failsWithTheDifferenceAndPassesOnceItIsFixed() throws Exception {
        ReplayTestSource test = new ReplayTestSource(bundle, SUBJECT, "com.example.canary");

        writeSubject("ten");
        TestExecutionSummary before = run(test);
        writeSubject("10");
        TestExecutionSummary after = run(test);

        assertThat(before.getTestsFailedCount()).isEqualTo(1);
        assertThat(before.getFailures().get(0).getException())
                .hasMessageContaining(
                        "difference %s of orders (key key-1) is still there".formatted(bundle.fingerprint()))
                .hasMessageContaining("critical file_content")
                .hasMessageContaining("-total: 10\n+total: ten");
        assertThat(after.getTestsSucceededCount()).isEqualTo(1);
        assertThat(after.getTotalFailureCount()).isZero();
    }

    @Test
    void isNamedForItsDifference() {
        ReplayTestSource test = new ReplayTestSource(bundle, SUBJECT, "com.example.canary");

        assertThat(test.className()).isEqualTo("Canary%sTest".formatted(bundle.fingerprint()));
        assertThat(test.bundleFile()).isEqualTo("%s.json".formatted(bundle.fingerprint()));
        assertThat(test.text())
                .startsWith("package com.example.canary;%n%nimport ".formatted().replace("\r", ""))
                .contains("@DisplayName(\"orders, key key-1: critical file_content", "new com.example.LinesReplay()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"; System.exit(0); //",
                "\\\"; System.exit(0); //",
                "\\u0022; System.exit(0); //",
                "\\\\u0022; System.exit(0); //",
                "\\\\\\u0022; System.exit(0); //",
                "\\uuu0022 + System.getProperty(\\u0022x\\u0022) + \\u0022",
                "*/ class X { static { System.exit(0); } } /*",
                "\n\r\u2028\u0085 System.exit(0);",
                "\\u000a System.exit(0);",
                "\u0000\u0001\u001b[2J\u007f\u202e",
                "%s%n%d {0} ${x} grün 灰 🟢 \ud83d",
                "\"\"\" + \"\"\"",
            })
    void staysASourceWhateverIsInTheBundle(String hostile) throws Exception {
        Discrepancy shown = Discrepancy.of(DiscrepancyType.FILE_CONTENT, hostile, hostile)
                .values(hostile, hostile)
                .weighed(Severity.WARNING);
        ReplayBundle.Origin origin = bundle.origin();
        ReplayBundle odd = new ReplayBundle(
                bundle.fingerprint(),
                new ReplayBundle.Origin(
                        origin.migration(),
                        origin.subject(),
                        hostile,
                        hostile,
                        Route.NEW,
                        origin.capturedAt(),
                        origin.environment()),
                hostile,
                bundle.legacy(),
                bundle.replacement(),
                List.of(shown));
        writeSubject("ten");

        ReplayTestSource test = new ReplayTestSource(odd, SUBJECT, "com.example");
        TestExecutionSummary summary = run(test);

        assertThat(test.text()).matches("\\p{ASCII}*").hasLineCount(26);
        assertThat(summary.getTestsFailedCount()).isEqualTo(1);
        assertThat(summary.getFailures().get(0).getException())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is still there");
    }

    @Test
    void mayBeInNoPackage() throws Exception {
        writeSubject("10");

        assertThat(run(new ReplayTestSource(bundle, SUBJECT, "")).getTestsSucceededCount())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "com.example.",
                ".Replay",
                "com..Replay",
                "com.class.Replay",
                "int",
                "com.example.Replay()",
                "com.example.Replay; //",
                "com/example/Replay",
                "com.example.R\u0000eplay",
                "com.example.R\\u0022",
                "com.example.Grün",
                "com.example.Outer$Inner",
            })
    void refusesANameThatIsNone(String name) {
        assertThatThrownBy(() -> new ReplayTestSource(bundle, name, "com.example"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("subject class must be the name of a Java class, in ASCII, but was ");
        if (!name.isEmpty()) {
            assertThatThrownBy(() -> new ReplayTestSource(bundle, SUBJECT, name))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageStartingWith("package must be the name of a Java package, in ASCII, but was ");
        }
    }

    @Test
    void refusesASubjectThatItsPackageCannotName() {
        assertThatThrownBy(() -> new ReplayTestSource(bundle, "LinesReplay", "com.example"))
                .hasMessage("subject class must be in a package, since the test is in one, but was LinesReplay");
    }
}
