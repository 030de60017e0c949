package dev.switchback.state.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.state.Document;
import dev.switchback.state.view.Doubts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private final Documents documents = new Documents();
    private final Settling settling = new Settling(this::after, documents, this::publish);
    private FutureTask<?> next = new FutureTask<>(() -> {}, null);
    private int begun;
    private int published;

    private Future<?> after(Duration pause, Runnable work) {
        assertThat(pause).isEqualTo(Settling.MOMENT);
        next = new FutureTask<>(work, null);
        begun++;
        return next;
    }

    private void publish() {
        published++;
    }

    private void change() {
        documents.behind = true;
        settling.changed();
    }

    private void aMomentPasses() {
        next.run();
    }

    @Test
    void writesAMomentAfterTheLastChange() {
        change();
        change();
        aMomentPasses();
        assertThat(documents.written).as("the second came within the moment").isZero();

        aMomentPasses();
        assertThat(documents.written).isEqualTo(1);
        assertThat(published).isEqualTo(1);
        assertThat(begun).isEqualTo(2);
    }

    @Test
    void writesNowAndThenInARunThatDoesNotEnd() {
        int moments = 3 * (Settling.MOST_PUT_OFF + 1);
        for (int moment = 0; moment < moments; moment++) {
            change();
            change();
            aMomentPasses();
        }

        assertThat(documents.written).isEqualTo(3);
    }

    @Test
    void hasNothingToDoWhereNothingIsLeft() {
        settling.changed();

        assertThat(begun).isZero();
    }

    @Test
    void leavesItToTheMomentThatIsComingWhenTheStoreIsLookedAt() {
        settling.unlessComing();
        assertThat(documents.written).as("what was left from before").isEqualTo(1);

        change();
        settling.unlessComing();
        assertThat(documents.written).isEqualTo(1);

        aMomentPasses();
        settling.unlessComing();
        assertThat(documents.written).isEqualTo(3);
    }

    @Test
    void writesAtOnceWhenAskedTo() {
        change();

        settling.now();

        assertThat(documents.written).isEqualTo(1);
    }

    /** Nothing but documents that are behind or not. */
    private static final class Documents implements Backing {

        private boolean behind;
        private int written;

        @Override
        public boolean hasUnwritten() {
            return behind;
        }

        @Override
        public void checkpoint() {
            behind = false;
            written++;
        }

        @Override
        public Map<String, Document> documents() {
            return Map.of();
        }

        @Override
        public Doubts doubts() {
            return Doubts.NONE;
        }

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public Optional<String> unwritable() {
            return Optional.empty();
        }

        @Override
        public Optional<String> damage() {
            return Optional.empty();
        }

        @Override
        public long newest() {
            return 0;
        }

        @Override
        public void write(Batch batch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean look() {
            return true;
        }

        @Override
        public boolean needsRecovery() {
            return false;
        }

        @Override
        public void recover() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}
