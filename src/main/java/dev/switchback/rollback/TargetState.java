package dev.switchback.rollback;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.RollbackStatus.LastRollback;
import dev.switchback.rollback.signal.Trigger;
import dev.switchback.state.Document;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the document says of one target, in its section {@code rollback} under the target's name.
 *
 * <pre>{@code
 * {"state": "rolled_back", "epoch": 7, "trigger": "emergency_manual", "reason": "..", "operator": "..", "at": "..",
 *  "scheduledAt": null, "coordinator": null, "leaseUntil": null, "stepsCompleted": ["drain"],
 *  "last": {"at": "..", "trigger": "..", "reason": "..", "operator": "..", "success": true, "tookMillis": 12},
 *  "day": "2026-01-01", "rollbacksToday": 1}
 * }</pre>
 *
 * <p>Immutable. Members that it does not know stay as they are.
 */
final class TargetState {

    static final String SECTION = "rollback";

    /** Of a target about which nothing is recorded. */
    static final TargetState NONE = new TargetState(JsonNodeFactory.instance.objectNode());

    private static final String LAST = "last";
    private static final int SHOWN = 20;

    private final ObjectNode node; // never changed once this is made
    private final RollbackState state;

    private TargetState(ObjectNode node) {
        this.node = node;
        this.state = RollbackState.parse(node.path("state").asString(RollbackState.ACTIVE.text()));
        request(RollbackStrategy.ROUTING); // whatever its target, the rest must make a request
        instant("at");
        instant("scheduledAt");
        instant("leaseUntil");
        last();
    }

    /**
     * Reads the state of a target, active if nothing is recorded.
     *
     * @throws StateStoreException if what is recorded cannot be understood
     */
    static TargetState of(Document document, String target) {
        JsonNode recorded =
                document.section(SECTION).map(section -> section.get(target)).orElse(null);
        if (recorded == null || recorded.isNull()) {
            return NONE;
        }
        try {
            return new TargetState((ObjectNode) recorded);
        } catch (InvalidValueException | ClassCastException | DateTimeParseException misfit) {
            throw StateStoreException.section(document.migration(), SECTION, misfit);
        }
    }

    /** {@return the document with this state for a target} */
    Document in(Document document, String target) {
        ObjectNode section = document.section(SECTION)
                .map(had -> ((ObjectNode) had).deepCopy())
                .orElseGet(JsonNodeFactory.instance::objectNode);
        section.set(target, node);
        return document.with(SECTION, section);
    }

    RollbackState state() {
        return state;
    }

    long epoch() {
        return node.path("epoch").asLong(0);
    }

    Optional<String> coordinator() {
        return text("coordinator");
    }

    Optional<Instant> leaseUntil() {
        return instant("leaseUntil");
    }

    boolean isLedBy(String name) {
        return state.isRunning() && coordinator().filter(name::equals).isPresent();
    }

    /** Whether whoever led it is dead, or has not been heard of for longer than it may take; asked by one who does not. */
    boolean isAbandoned(Nodes nodes, Instant now) {
        if (!state.isRunning()) {
            return false;
        }
        String leader = coordinator().orElse(nodes.name());
        return leader.equals(nodes.name()) // a predecessor of this process
                || leaseUntil().filter(now::isBefore).isEmpty()
                || nodes.isDead(leader);
    }

    boolean isDue(Instant now) {
        return state == RollbackState.ROLLBACK_PENDING
                && scheduledAt().filter(now::isBefore).isEmpty();
    }

    /** {@return when the request that brought it here began to be carried out} */
    Optional<Instant> askedAt() {
        return instant("at");
    }

    Optional<Instant> scheduledAt() {
        return instant("scheduledAt");
    }

    /** {@return the request that brought it here, empty where none is recorded} */
    Optional<RollbackRequest> request(String target) {
        return text("trigger")
                .map(trigger -> RollbackRequest.emergency(
                                target,
                                text("reason").orElse("unknown"),
                                text("operator").orElse("unknown"))
                        .by(Trigger.parse("trigger", trigger)));
    }

    /** {@return the request for whoever finishes what another process began} */
    RollbackRequest resumed(String target) {
        RollbackRequest asked =
                request(target).orElseGet(() -> RollbackRequest.emergency(target, "unknown", "unknown"));
        return state == RollbackState.RECOVERING
                ? RollbackRequest.recovery(target, asked.reason(), asked.operator())
                        .by(asked.trigger())
                : asked;
    }

    Optional<LastRollback> last() {
        JsonNode last = node.path(LAST);
        if (!last.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new LastRollback(
                Instant.parse(last.path("at").asString("")),
                Trigger.parse("trigger", last.path("trigger").asString("")),
                last.path("reason").asString(""),
                last.path("operator").asString(""),
                last.path("success").asBoolean(false),
                last.path("unacknowledged")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList(),
                Duration.ofMillis(last.path("tookMillis").asLong(0))));
    }

    long rollbacksOn(Instant now) {
        return text("day").filter(day(now)::equals).isPresent()
                ? node.path("rollbacksToday").asLong(0)
                : 0;
    }

    /** {@return this state, with a rollback begun or planned as asked} */
    TargetState asked(RollbackRequest request, RollbackState to, Instant now) {
        return with("state", to.text())
                .with("trigger", request.trigger().text())
                .with("reason", request.reason())
                .with("operator", request.operator())
                .with("at", now.toString())
                .with("scheduledAt", request.at().map(Instant::toString).orElse(null))
                .with("stepsCompleted", List.of());
    }

    TargetState counted(Instant now) {
        return with("rollbacksToday", rollbacksOn(now) + 1).with("day", day(now));
    }

    TargetState at(long generation) {
        return with("epoch", generation);
    }

    List<String> stepsCompleted() {
        return node.path("stepsCompleted")
                .valueStream()
                .map(step -> step.asString(""))
                .toList();
    }

    TargetState led(String by, Instant until) {
        return with("coordinator", by).with("leaseUntil", until.toString());
    }

    TargetState progressed(List<String> steps) {
        return with("stepsCompleted", steps);
    }

    TargetState ended(RollbackState how, RollbackReport report) {
        ObjectNode last = JsonNodeFactory.instance.objectNode();
        last.put("at", text("at").orElse(Instant.EPOCH.toString()));
        last.put("trigger", report.request().trigger().text());
        last.put("reason", report.request().reason());
        last.put("operator", report.request().operator());
        last.put("success", report.success());
        few(report.unacknowledged()).forEach(last.putArray("unacknowledged")::add);
        last.put("tookMillis", report.took().toMillis());
        return left(how).with("stepsCompleted", report.stepsCompleted()).with(LAST, last);
    }

    /**
     * {@return the first of many names, and how many more there are: a record has at most 64 KiB, and a result that does
     * not fit would leave its rollback under way for ever}
     */
    static List<String> few(List<String> all) {
        if (all.size() <= SHOWN) {
            return all;
        }
        List<String> few = new ArrayList<>(all.subList(0, SHOWN));
        few.add("and %d more".formatted(all.size() - SHOWN));
        return few;
    }

    /** {@return the calls of the first of many names, and of all others together} */
    static Map<String, Long> few(Map<String, Long> all) {
        Map<String, Long> few = new TreeMap<>();
        String others = "%d others".formatted(all.size() - SHOWN);
        new TreeMap<>(all).forEach((name, calls) -> few.merge(few.size() < SHOWN ? name : others, calls, Long::sum));
        return few;
    }

    /** {@return this state changed to one in which nobody is at work and nothing is planned} */
    TargetState left(RollbackState to) {
        return with("state", to.text())
                .with("coordinator", null)
                .with("leaseUntil", null)
                .with("scheduledAt", null);
    }

    private TargetState with(String name, @Nullable Object value) {
        ObjectNode changed = node.deepCopy();
        changed.set(name, StateJson.MAPPER.<JsonNode>valueToTree(value));
        return new TargetState(changed);
    }

    private Optional<String> text(String name) {
        JsonNode value = node.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private Optional<Instant> instant(String name) {
        return text(name).map(Instant::parse);
    }

    private static String day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    }
}
