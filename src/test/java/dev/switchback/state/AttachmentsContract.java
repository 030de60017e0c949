package dev.switchback.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.attachment.Attachments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the attachments of every store promise, whatever is beneath. */
public abstract class AttachmentsContract {

    protected static final String MIGRATION = "active-models";

    private final List<StateStore> opened = new ArrayList<>();

    /** Opens the test's own store. */
    protected abstract StateStore openStore();

    protected final Attachments open() {
        StateStore store = openStore();
        opened.add(store);
        return store.attachments();
    }

    @AfterEach
    void closeAll() {
        opened.forEach(StateStore::close);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void keepWhatWasPutLast() {
        Attachments attachments = open();
        assertThat(attachments.get(MIGRATION, "one")).isEmpty();
        assertThat(attachments.names(MIGRATION)).isEmpty();

        byte[] content = {0, 1, -1, 13, 10, 0};
        attachments.put(MIGRATION, "one", content);
        attachments.put(MIGRATION, "-", bytes("two"));
        attachments.put("others", "three", new byte[0]);
        content[0] = 7;

        assertThat(attachments.get(MIGRATION, "one"))
                .hasValueSatisfying(kept -> assertThat(kept).containsExactly(0, 1, -1, 13, 10, 0));
        assertThat(attachments.get("others", "three"))
                .hasValueSatisfying(kept -> assertThat(kept).isEmpty());
        assertThat(attachments.get("others", "one")).isEmpty();
        assertThat(attachments.names(MIGRATION)).containsExactly("-", "one");

        attachments.put(MIGRATION, "one", bytes("grün"));
        assertThat(attachments.get(MIGRATION, "one"))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(bytes("grün")));
    }

    @Test
    void forgetWhatIsRemoved() {
        Attachments attachments = open();
        attachments.put(MIGRATION, "one", bytes("one"));

        attachments.remove(MIGRATION, "one");
        attachments.remove(MIGRATION, "one");
        attachments.remove("others", "one");

        assertThat(attachments.get(MIGRATION, "one")).isEmpty();
        assertThat(attachments.names(MIGRATION)).isEmpty();
    }

    @Test
    void takeUpToTheLargestSize() {
        Attachments attachments = open();
        byte[] largest = new byte[Attachments.LARGEST];
        Arrays.fill(largest, (byte) -3);
        attachments.put(MIGRATION, "one", largest);

        assertThatThrownBy(() -> attachments.put(MIGRATION, "one", new byte[Attachments.LARGEST + 1]))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("content must be at most 524288 bytes, but was 524289");
        assertThat(attachments.get(MIGRATION, "one"))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(largest));
    }

    @Test
    void takeOnlySoManyOfOneMigration() {
        Attachments attachments = open();
        for (int number = 1; number <= Attachments.MOST; number++) {
            attachments.put(MIGRATION, "name-%d".formatted(number), bytes("x"));
        }
        attachments.put("others", "one", bytes("x"));

        assertThatThrownBy(() -> attachments.put(MIGRATION, "one-more", bytes("x")))
                .isInstanceOf(StateStoreException.class)
                .hasMessage("cannot write state: at most 128 things can be attached to a migration"
                        + " (migration=active-models). Nothing was changed; remove one first");
        attachments.put(MIGRATION, "name-1", bytes("replaced"));
        attachments.remove(MIGRATION, "name-2");
        attachments.put(MIGRATION, "one-more", bytes("x"));
        assertThat(attachments.names(MIGRATION)).hasSize(128).contains("one-more");
    }

    @Test
    void refuseNamesThatAreNone() {
        Attachments attachments = open();
        for (String bad : new String[] {null, "", ".", "..", "../x", "a/b", "A", "a\u0000", "a.b", "x".repeat(65)}) {
            for (String migration : Arrays.asList(MIGRATION, bad)) {
                String name = MIGRATION.equals(migration) ? bad : "one";
                assertThatThrownBy(() -> attachments.put(migration, name, bytes("x")))
                        .as("%s of %s", name, migration)
                        .isInstanceOf(InvalidValueException.class);
                assertThatThrownBy(() -> attachments.get(migration, name)).isInstanceOf(InvalidValueException.class);
                assertThatThrownBy(() -> attachments.remove(migration, name)).isInstanceOf(InvalidValueException.class);
            }
            assertThatThrownBy(() -> attachments.names(bad)).isInstanceOf(InvalidValueException.class);
        }
        assertThat(attachments.names(MIGRATION)).isEmpty();
    }

    @Test
    void workOnAnInterruptedThread() {
        Attachments attachments = open();
        Thread.currentThread().interrupt();
        try {
            attachments.put(MIGRATION, "one", bytes("one"));
            assertThat(attachments.get(MIGRATION, "one")).isPresent();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        attachments.put(MIGRATION, "two", bytes("two"));
        assertThat(attachments.names(MIGRATION)).containsExactly("one", "two");
    }

    /** Whoever reads while others write sees one of them, whole. */
    @Test
    void areNeverSeenByHalves() {
        Attachments attachments = open();
        attachments.put(MIGRATION, "one", filled(0));
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 1; writer <= 3; writer++) {
            byte own = (byte) writer;
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int round = 0; round < 10; round++) {
                            attachments.put(MIGRATION, "one", filled(own));
                        }
                    },
                    task -> new Thread(task).start()));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
        int looks = 0;
        while (!all.isDone() || looks == 0) {
            byte[] seen = attachments.get(MIGRATION, "one").orElseThrow();
            assertThat(seen).as("look %d", looks).isEqualTo(filled(seen[0]));
            looks++;
        }
        all.join();
    }

    private static byte[] filled(int with) {
        byte[] content = new byte[100_000];
        Arrays.fill(content, (byte) with);
        return content;
    }
}
