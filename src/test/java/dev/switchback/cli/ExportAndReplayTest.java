package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.activemodel.GenerationPlan;
import dev.switchback.activemodel.GenerationRequest;
import dev.switchback.activemodel.ModelFiles;
import dev.switchback.activemodel.Schemas;
import dev.switchback.activemodel.tables.TableFilter;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Fingerprint;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.replay.ReplayEnvironment;
import dev.switchback.canary.replay.ReplaySample;
import dev.switchback.canary.replay.SampleFate;
import dev.switchback.canary.sample.SampleStore;
import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.cli.generate.ModelReplay;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.state.files.FileStateStore;
import dev.switchback.testing.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ExportAndReplayTest {

    private static final String MIGRATION = "active-models";

    @TempDir
    Path directory;

    private Path out;
    private String fingerprint = "";

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    /** Keeps what a canary of the shipped generator finds in its first table. */
    @BeforeEach
    void keepASample() throws Exception {
        out = directory.resolve("out");
        ModelReplay subject = new ModelReplay();
        GenerationRequest request =
                GenerationPlan.of(Schemas.sample(), TableFilter.ALL).requests().get(0);
        Outcome<ModelFiles> legacy =
                new Outcome.Returned<>(subject.generate(Route.LEGACY, request), Duration.ofMillis(1));
        Outcome<ModelFiles> replacement =
                new Outcome.Returned<>(subject.generate(Route.NEW, request), Duration.ofMillis(1));
        Comparison found = subject.comparator().compare(legacy, replacement);
        fingerprint = found.discrepancies().stream()
                .filter(one -> one.severity() == Severity.CRITICAL)
                .findFirst()
                .orElseThrow()
                .fingerprint()
                .text();
        try (FileStateStore store = FileStateStore.open(kit().state())) {
            SampleStore samples =
                    new SampleStore(store, MIGRATION, text -> text, ReplayEnvironment.ofProcess("node-1"));
            Instant at = Instant.parse("2026-01-31T08:00:00Z");
            Map<Fingerprint, SampleFate> fates = samples.keep(
                    subject, new ReplaySample<>(request, request.key(), Route.LEGACY, legacy, replacement, at), found);
            assertThat(fates.values()).isNotEmpty().containsOnly(SampleFate.KEPT);
        }
    }

    private Result export(String... more) {
        return kit().run(Stream.concat(
                        Stream.of("canary", "export", fingerprint, "--out", out.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private Path bundle() {
        return out.resolve(fingerprint + ".json");
    }

    private Path test() {
        return out.resolve("Canary%sTest.java".formatted(fingerprint));
    }

    private Result replay(String... more) {
        return kit().bare(Stream.concat(Stream.of("canary", "replay", bundle().toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void writeTwoFilesAndNothingElse() throws IOException {
        Result exported = export();

        assertThat(exported.exit()).as(exported.err()).isZero();
        assertThat(exported.out())
                .contains("move it to src/test/resources/dev/switchback/cli/generate", "captured at 2026-01-31T08");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).containsExactlyInAnyOrder(bundle(), test());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle())))
                .isEqualTo("rw-------");
        assertThat(test())
                .content()
                .startsWith("package dev.switchback.cli.generate;")
                .contains("new dev.switchback.cli.generate.ModelReplay()");
    }

    @Test
    void answerAsJson() {
        Result exported = export("--json", "--package", "com.example", "--subject-class", "com.example.Own");

        assertThat(exported.fields())
                .containsExactly(
                        "schemaVersion",
                        "migration",
                        "fingerprint",
                        "subject",
                        "subjectClass",
                        "package",
                        "testClass",
                        "key",
                        "capturedAt",
                        "files");
        assertThat(exported.json().path("files")).hasSize(2);
        assertThat(test()).content().contains("new com.example.Own()");

        Result replayed = replay("--json", "--legacy");

        assertThat(replayed.exit()).isEqualTo(1);
        JsonNode answer = replayed.json();
        assertThat(replayed.fields())
                .containsExactly(
                        "schemaVersion",
                        "migration",
                        "fingerprint",
                        "subject",
                        "key",
                        "capturedAt",
                        "result",
                        "fixed",
                        "discrepancies",
                        "unlisted",
                        "legacyAgain",
                        "diff");
        assertThat(answer.path("result").asString()).isEqualTo("still_there");
        assertThat(answer.path("diff").asString()).startsWith("--- legacy/");
        assertThat(answer.at("/discrepancies")
                        .valueStream()
                        .map(one -> one.path("fingerprint").asString()))
                .contains(fingerprint);
        assertThat(answer.at("/legacyAgain/discrepancies")
                        .valueStream()
                        .map(one -> one.path("severity").asString()))
                .as("at most the second of generation")
                .isSubsetOf("info");
    }

    @Test
    void showBothOutputsSideBySide() throws IOException {
        export();
        Path page = out.resolve("both.html");
        Path diff = out.resolve("both.md");

        assertThat(replay("--out", page.toString()).err().strip()).isEqualTo("both outputs are in " + page);
        assertThat(replay("--out", diff.toString()).exit()).isEqualTo(1);

        assertThat(page).content().startsWithIgnoringCase("<!doctype html>").contains(fingerprint);
        assertThat(diff).content().contains("```diff", "--- legacy/");
    }

    /** With an answer of legacy that is what the new side gives, nothing is left. */
    @Test
    void tellADifferenceThatIsGone() throws IOException {
        export();
        assertThat(replay().exit()).isEqualTo(1);
        assertThat(replay().out()).contains("is still there", "--- legacy/");
        JsonNode tree = JsonMapper.shared().readTree(Files.readAllBytes(bundle()));
        ((ObjectNode) tree).set("legacy", tree.path("new"));
        Files.writeString(bundle(), tree.toString());

        Result gone = replay();

        assertThat(gone.exit()).isZero();
        assertThat(gone.lines()).hasSize(1).first().asString().endsWith("is gone");
    }

    @Test
    void overwriteNothingUnlessForced() throws IOException {
        export();
        Files.writeString(test(), "mine");
        Files.delete(bundle());

        Result refused = export();
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("--out must be a directory without Canary%sTest.java, unless --force is given, but was %s%n"
                        .formatted(fingerprint, out));
        assertThat(bundle()).doesNotExist();

        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Files.createSymbolicLink(bundle(), victim);
        assertThat(export().exit()).isEqualTo(2);
        assertThat(export("--force").exit()).isZero();
        assertThat(victim).hasContent("precious");
        assertThat(Files.isSymbolicLink(bundle())).isFalse();
        assertThat(test()).content().startsWith("package");
    }

    @Test
    void nameTheDifferencesOfWhichThereIsASample() {
        String other = fingerprint.equals("0123456789ab") ? "0123456789ac" : "0123456789ab";

        Result missing = kit().run("canary", "export", other, "--out", out.toString());

        assertThat(missing.exit()).isEqualTo(8);
        assertThat(missing.err())
                .startsWith(
                        "there is no sample of difference %s in active-models: it must be one of [".formatted(other))
                .contains(fingerprint);
        assertThat(out).doesNotExist();
    }

    @Test
    void sayWhatToDoWithoutASubject() throws IOException {
        export();
        Files.writeString(bundle(), Files.readString(bundle()).replace("\"active-models\"", "\"orders\""));

        Result missing = replay();

        assertThat(missing.exit()).isEqualTo(8);
        assertThat(missing.err())
                .startsWith("there is no subject orders on the class path: it must be one of [active-models]. Put the")
                .contains("META-INF/services/dev.switchback.canary.replay.ReplaySubject");
    }

    @Test
    void refuseDamagedFiles() throws IOException {
        export();
        byte[] whole = Files.readAllBytes(bundle());
        for (byte[] damaged : List.of(
                new byte[0],
                Arrays.copyOf(whole, whole.length / 2),
                "{\"format\":2}".getBytes(StandardCharsets.UTF_8))) {
            Files.write(bundle(), damaged);

            Result refused = replay("--json");

            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.json().at("/error/input").asString()).contains(bundle().toString());
        }
        try (FileStateStore store = FileStateStore.open(kit().state())) {
            store.attachments().put(MIGRATION, "sample-" + fingerprint, new byte[] {'{'});
        }
        Result damaged = export("--force");
        assertThat(damaged.exit()).isEqualTo(1);
        assertThat(damaged.err()).startsWith("cannot read sample: bundle sample-");
    }

    @Test
    void findSamplesInADatabase() {
        String url = PostgresServer.freshSchema();

        Result missing = kit().bare("canary", "export", fingerprint, "--out", out.toString(), "--database", url);

        assertThat(missing.exit()).as(missing.err()).isEqualTo(8);
        assertThat(missing.err()).contains("it must be one of []");
    }
}
