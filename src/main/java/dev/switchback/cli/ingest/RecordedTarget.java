package dev.switchback.cli.ingest;

import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.RollbackState;
import dev.switchback.state.DurableStateStore;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the state says of the rollback of a queue: the target {@code ingest:<queue>}, whichever migration has it. */
final class RecordedTarget {

    private static final String SECTION = "rollback";

    private RecordedTarget() {}

    /**
     * {@return the state of the queue's rollback while that holds it, or may yet; empty if nothing keeps it from ASYNC}
     *
     * @throws Refusal if the state cannot be looked at
     */
    static Optional<RollbackState> inForce(Shell shell, String queue) {
        try (DurableStateStore store = OpenState.storeForReading(shell, shell.databaseApart(), Duration.ZERO)) {
            return store.migrations().stream()
                    .flatMap(migration -> store.document(migration).section(SECTION).stream())
                    .map(section -> section.path("ingest:" + queue).path("state"))
                    .filter(JsonNode::isString)
                    .map(RecordedTarget::state)
                    .filter(RollbackState::isForcing)
                    .findFirst();
        }
    }

    private static RollbackState state(JsonNode recorded) {
        try {
            return RollbackState.parse(recorded.asString());
        } catch (InvalidValueException unknown) { // of a newer version: it is not for us to leave it
            throw Refusal.unreachable(
                    "the state of the rollback cannot be understood: %s".formatted(unknown.getMessage()),
                    java.util.List.of());
        }
    }
}
