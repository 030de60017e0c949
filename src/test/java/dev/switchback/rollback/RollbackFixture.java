package dev.switchback.rollback;

import dev.switchback.event.EventBus;
import dev.switchback.event.MigrationEvent;
import dev.switchback.fleet.Fleet;
import dev.switchback.rollback.signal.Signal;
import dev.switchback.rollback.signal.Vitals;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.StateChange;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A store, a clock and everything else that managers share in a test, with short limits. */
final class RollbackFixture {

    static final String MIGRATION = "active-models";

    final FakeClock clock = new FakeClock();
    final MemoryStateStore memory = new MemoryStateStore(clock);
    final FaultyStore store = new FaultyStore(memory);
    final RecordingStrategy strategy = new RecordingStrategy();
    final List<MigrationEvent> events = new ArrayList<>();
    Vitals vitals = Vitals.NONE;
    boolean automatic;

    private final EventBus bus = new EventBus(Runnable::run);

    RollbackFixture() {
        bus.onName("*", events::add);
    }

    /** {@return the manager of an application that is no node} */
    StoredRollbackManager manager() {
        return setup(StoredRollbackManager.builder(store, MIGRATION, strategy)).open();
    }

    /** {@return the manager of a node} */
    StoredRollbackManager node(Fleet fleet, RollbackStrategy runs) {
        return setup(StoredRollbackManager.builder(store, MIGRATION, runs))
                .fleet(fleet)
                .open();
    }

    /** {@return the manager of a process that has nothing of the target} */
    StoredRollbackManager remote() {
        return setup(StoredRollbackManager.remote(store, MIGRATION, "routing"))
                .coordinator("cli")
                .source("cli")
                .open();
    }

    RollbackSetup setup(RollbackSetup setup) {
        Signal signal = () -> vitals;
        return setup.signal(signal)
                .automatic(() -> automatic)
                .events(bus)
                .time(clock, clock.nanoTime())
                .executor(Runnable::run)
                .coordinator("application")
                .durableWithin(Duration.ofMillis(20))
                .drainWithin(Duration.ofMillis(20))
                .acknowledgeWithin(Duration.ofMillis(20));
    }

    Fleet join(String host) {
        return Fleet.builder(store, MIGRATION)
                .host(host)
                .clock(clock)
                .processes(running -> true)
                .join();
    }

    Document document() {
        return memory.document(MIGRATION);
    }

    TargetState state() {
        return TargetState.of(document(), "routing");
    }

    List<String> types() {
        List<String> types = new ArrayList<>(memory.history(HistoryQuery.newest(100)).stream()
                .map(HistoryEntry::type)
                .toList());
        Collections.reverse(types);
        return types;
    }

    List<String> eventNames() {
        return events.stream().map(MigrationEvent::name).toList();
    }

    /** Brings the target into a state as if another process had. */
    void given(RollbackState state, String coordinator, Duration lease) {
        RollbackRequest request = RollbackRequest.emergency("routing", "wrong totals", "ada");
        memory.commit(StateChange.of(MIGRATION, "ROLLBACK_STARTED", Attribution.api("ada", "wrong totals"))
                .change(document -> TargetState.of(document, "routing")
                        .asked(request, state, clock.instant())
                        .at(document.generation() + 1)
                        .led(coordinator, clock.instant().plus(lease))
                        .in(document, "routing"))
                .build());
    }
}
