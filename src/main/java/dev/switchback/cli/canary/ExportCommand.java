package dev.switchback.cli.canary;

import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.replay.ReplayBundle;
import dev.switchback.canary.replay.ReplaySubject;
import dev.switchback.canary.replay.ReplaySubjects;
import dev.switchback.canary.replay.ReplayTestSource;
import dev.switchback.canary.sample.SampleStore;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.FileName;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.attachment.Attachments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the sample of a class of differences out, and a test that shows it. */
@Command(
        name = "export",
        header = {
            "Writes the smallest sample of a difference out, and a JUnit test that fails until it is gone.",
            "",
            "  switchback canary export 3fa2b1c09d4e --out differences",
            "  switchback canary export 3fa2b1c09d4e --out differences --subject-class com.example.OrdersReplay",
            ""
        },
        footer = {
            "",
            "Writes FINGERPRINT.json and CanaryFINGERPRINTTest.java, readable by their owner alone, and nothing else.",
            "The test belongs into src/test/java, the bundle into src/test/resources, both into the test's package.",
            "Exits with 8 where no sample of the difference is kept, and names those of which one is."
        })
final class ExportCommand implements Callable<Integer> {

    private static final String OUT_RULE = "a directory, or a name that is free";

    private final Shell shell;

    @Parameters(paramLabel = "FINGERPRINT", description = "The class of differences, as `canary report` names it.")
    private String fingerprint = "";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The directory to write into.")
    private String out = "";

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = "The package of the test; that of the subject by default.")
    private @Nullable String packageName;

    @Option(
            names = "--subject-class",
            paramLabel = "NAME",
            description = "The class that implements ReplaySubject; by default the one registered on the class path.")
    private @Nullable String subjectClass;

    @Option(names = "--force", description = "Overwrites the two files where they are there already.")
    private boolean force;

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Fingerprint wanted = Fingerprint.parse(fingerprint);
        Path directory = FileName.of("--out", out, OUT_RULE);
        InvalidValueException.unless(
                Files.isDirectory(directory) || Files.notExists(directory), "--out", OUT_RULE, out);
        ReplayBundle bundle = sample(wanted);
        ReplayTestSource test = test(bundle);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(test.bundleFile(), bundle.toReadableJson());
        files.put(test.className() + ".java", test.text().getBytes(StandardCharsets.US_ASCII));
        List<Path> written = new ExportedFiles(directory, force).write(files);
        answer(test, written);
        return ExitCode.OK;
    }

    private ReplayBundle sample(Fingerprint wanted) {
        try (OpenState state = OpenState.reading(shell)) {
            Attachments attachments = state.store().attachments();
            return SampleStore.find(attachments, state.migration(), wanted)
                    .orElseThrow(() -> Refusal.notFound(
                            "there is no sample of difference %s in %s: it must be one of %s. Nothing was written"
                                    .formatted(
                                            wanted,
                                            state.migration(),
                                            SampleStore.fingerprints(attachments, state.migration()))));
        }
    }

    private ReplayTestSource test(ReplayBundle bundle) {
        if (subjectClass != null) {
            return source(bundle, subjectClass, packageOf(subjectClass));
        }
        ReplaySubjects subjects = ReplaySubjects.onClassPath();
        subjects.problems().forEach(problem -> shell.note(SafeText.of(problem)));
        String name = bundle.origin().subject();
        Optional<ReplaySubject<?, ?>> subject = subjects.named(name);
        InvalidValueException.unless(
                subject.isPresent(),
                "--subject-class",
                "the class that implements ReplaySubject for %s, since none is registered on the class path"
                        .formatted(name),
                "missing");
        ReplaySubject<?, ?> found = subject.orElseThrow();
        return source(bundle, ReplaySubjects.classOf(found), found.getClass().getPackageName());
    }

    private ReplayTestSource source(ReplayBundle bundle, String subject, String itsPackage) {
        try {
            return new ReplayTestSource(bundle, subject, packageName == null ? itsPackage : packageName);
        } catch (InvalidValueException wrong) {
            String option = "--%s".formatted(wrong.input().replace(' ', '-'));
            throw InvalidValueException.of(option, wrong.rule(), wrong.value(), wrong);
        }
    }

    /** Up to the first name that begins as one of a class does; a class may be in another one. */
    private static String packageOf(String name) {
        int end = name.lastIndexOf('.');
        for (int dot = -1; dot < end; dot = name.indexOf('.', dot + 1)) {
            if (dot + 1 < name.length() && Character.isUpperCase(name.charAt(dot + 1))) {
                return name.substring(0, Math.max(dot, 0));
            }
        }
        return name.substring(0, Math.max(end, 0));
    }

    private void answer(ReplayTestSource test, List<Path> written) {
        ReplayBundle.Origin origin = test.bundle().origin();
        String folder = test.packageName().replace('.', '/');
        Fields fields = Fields.answer(origin.migration())
                .put("fingerprint", test.bundle().fingerprint().text())
                .put("subject", origin.subject())
                .put("subjectClass", test.subjectClass())
                .put("package", test.packageName())
                .put("testClass", test.className())
                .put("key", origin.key())
                .put("capturedAt", origin.capturedAt())
                .put("files", written.stream().map(Path::toString).toList());
        shell.answer(
                fields,
                List.of(
                        "%s: the request of key %s, captured at %s"
                                .formatted(SafeText.of(written.get(0)), SafeText.of(origin.key()), origin.capturedAt()),
                        "  move it to src/test/resources/%s".formatted(folder),
                        "%s: fails until the difference is gone".formatted(SafeText.of(written.get(1))),
                        "  move it to src/test/java/%s".formatted(folder),
                        "or run it as it is: switchback canary replay %s".formatted(SafeText.of(written.get(0)))));
    }
}
