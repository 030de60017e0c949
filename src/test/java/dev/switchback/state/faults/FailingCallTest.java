package dev.switchback.state.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F11 and F16: a real process, of which each call of the system fails in turn, or is its last. */
@Tag("faults")
class FailingCallTest {

    /** So many that two segments begin. */
    private static final int EVENTS = 45;

    @TempDir
    Path folder;

    private FailingCalls calls;

    @BeforeEach
    void build() throws IOException {
        calls = FailingCalls.build(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "pwrite64", "fsync", "fdatasync", "rename", "ftruncate"})
    void losesNothingWhenACallFails(String call) throws Exception {
        everyCall(call, "eio", Campaign.rounds(17, 1));
    }

    @Test
    void losesNothingWhenKilledBeforeACall() throws Exception {
        everyCall("any", "kill", Campaign.rounds(29, 1));
    }

    private void everyCall(String call, String how, int stride) throws Exception {
        long started = System.nanoTime();
        Ledger ledger = new Ledger();
        int failures = 0;
        boolean met = true;
        int nth = 1;
        for (; met; nth += stride) {
            Path directory = folder.resolve("%s-%s-%d".formatted(how, call, nth));
            FailingCalls.Fault fault = new FailingCalls.Fault(call, nth, how);
            failures += live(calls.start(fault, directory), ledger, fault, directory);
            met = FailingCalls.wasMet(directory);
            ledger.compare(Subject.Kind.STORE, directory, fault.toString());
            ledger.forget();
        }
        Ledger.Tally tally = ledger.tally();
        Campaign.note("F11/F16 %s, %s (%d events refused)".formatted(call, how, failures), tally, started);
        assertThat(tally.isClean()).as("%s", tally).isTrue();
        assertThat(tally.trials())
                .as("the last of them alone does not meet the fault")
                .isGreaterThan(1);
    }

    private static int live(WriterProcess process, Ledger ledger, FailingCalls.Fault fault, Path directory)
            throws IOException {
        int refused = 0;
        try (process) {
            for (int event = 1; event <= EVENTS; event++) {
                Optional<Object> file = journal(directory);
                process.ask(ledger.ask());
                if (!ledger.take(process.answer())) {
                    refused++;
                    if (fault.call().equals("fdatasync")) {
                        neverForcesThatFileAgain(process, ledger, directory, file);
                    }
                    process.tell("recover");
                    assertThat(process.answer()).as("%s", fault).isEqualTo("recovered");
                }
            }
        } catch (IOException killed) {
            assertThat(fault.how()).as("%s", killed).isNotEqualTo("eio");
        }
        return refused;
    }

    /** Twice a second the store tries by itself to go on in another file. */
    private static void neverForcesThatFileAgain(
            WriterProcess process, Ledger ledger, Path directory, Optional<Object> failed) throws IOException {
        process.ask(ledger.ask());
        String answer = process.answer();
        if (ledger.take(answer)) {
            assertThat(journal(directory)).isNotEqualTo(failed);
        } else {
            assertThat(answer).contains("the disk failed to keep what was written");
        }
    }

    private static Optional<Object> journal(Path directory) throws IOException {
        Path file = directory.resolve("history.jsonl");
        return Files.exists(file)
                ? Optional.of(
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                : Optional.empty();
    }
}
