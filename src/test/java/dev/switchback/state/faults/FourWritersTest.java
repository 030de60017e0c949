package dev.switchback.state.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F12: four processes on one directory. */
@Tag("faults")
class FourWritersTest {

    private static final int PROCESSES = 4;

    @TempDir
    Path folder;

    @Test
    void keepAllTheirEventsInOneOrder() throws Exception {
        long started = System.nanoTime();
        int each = Campaign.rounds(200, 1_000);
        Path directory = folder.resolve("state");
        Ledger ledger = new Ledger();
        List<WriterProcess> processes = new ArrayList<>();
        try {
            for (int process = 1; process <= PROCESSES; process++) {
                processes.add(WriterProcess.start(Subject.Kind.STORE, directory, "process-" + process));
            }
            for (int event = 1; event <= each; event++) {
                for (WriterProcess process : processes) {
                    process.ask(ledger.ask());
                }
            }
            for (WriterProcess process : processes) {
                for (int event = 1; event <= each; event++) {
                    assertThat(ledger.take(process.answer())).isTrue();
                }
            }
        } finally {
            for (WriterProcess process : processes) {
                process.close();
            }
        }

        ledger.compare(Subject.Kind.STORE, directory, "four processes");
        Campaign.note("F12 four processes, %d events each".formatted(each), ledger.tally(), started);
        assertThat(ledger.tally()).isEqualTo(new Ledger.Tally(1, 0, 0, 0, ""));
        assertThat(StoreSubject.read(directory).numbers()).hasSize(PROCESSES * each);
    }
}
