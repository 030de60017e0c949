package dev.switchback.state.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.event.EventBus;
import dev.switchback.event.Severity;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.testing.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateWriteFailedTest {

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore store = new MemoryStateStore(clock);
    private final EventBus bus = new EventBus(Runnable::run);
    private final List<StateWriteFailed> told = new ArrayList<>();

    StateWriteFailedTest() {
        bus.on(StateWriteFailed.class, told::add);
        store.onTick(StateWriteFailed.watch(store, "orders", bus, clock));
    }

    @Test
    void isToldOnceForEachOutage() {
        store.tick();
        assertThat(told).as("while all is well").isEmpty();

        store.fillUp(Optional.of("no space left"));
        store.tick();
        store.fillUp(Optional.of("still none"));
        assertThat(told).hasSize(1);

        store.fillUp(Optional.empty());
        store.fillUp(Optional.of("no space left"));
        assertThat(told).as("the second outage").hasSize(2);
    }

    @Test
    void saysWhereAndWhyWithoutSecrets() {
        store.fillUp(Optional.of("\u001b[31mpassword=hunter2 refused"));

        assertThat(told.get(0).name()).isEqualTo("switchback.state.write_failed");
        assertThat(told.get(0).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(told.get(0).payload())
                .isEqualTo(Map.of("kind", "memory", "where", told.get(0).where(), "error", "password=*** refused",
                        "undurable", 0));
    }
}
