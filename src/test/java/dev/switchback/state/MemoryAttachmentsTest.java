package dev.switchback.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.state.attachment.Attachments;
import dev.switchback.testing.FakeClock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryAttachmentsTest extends AttachmentsContract {

    private final MemoryStateStore store = new MemoryStateStore(new FakeClock());

    @Override
    protected StateStore openStore() {
        return store;
    }

    @Test
    void areNotTakenByAStoreThatIsFull() {
        Attachments attachments = open();
        attachments.put(MIGRATION, "one", new byte[] {1});
        store.fillUp(Optional.of("no space left"));

        assertThatThrownBy(() -> attachments.put(MIGRATION, "one", new byte[] {2}))
                .isInstanceOf(StateStoreException.class)
                .hasMessage("cannot write state: no space left (store=memory). Nothing was changed; run"
                        + " `switchback doctor`");
        assertThatThrownBy(() -> attachments.remove(MIGRATION, "one")).isInstanceOf(StateStoreException.class);
        assertThat(attachments.get(MIGRATION, "one")).isPresent();
    }
}
