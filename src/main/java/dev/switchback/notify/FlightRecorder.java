package dev.switchback.notify;

import dev.switchback.event.EventSource;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.OpenSpans;
import dev.switchback.event.Phase;
import dev.switchback.event.Subscription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.ValueDescriptor;

/**
 * Writes events into the flight recorder of the JVM, beside what the JVM itself records.
 *
 * <p>What begins and ends is one event with a duration: {@code switchback.rollback_migration}, whose {@code outcome} is
 * {@code finish} or {@code failed}. What has no length has the name it has anyway. The fields are {@code migration},
 * {@code outcome}, {@code severity} and {@code payload}, the payload as JSON. Thread-safe; costs next to nothing while no
 * recording runs.
 */
public final class FlightRecorder implements Consumer<MigrationEvent> {

    /** Types of events stay with the JVM, so that names which somebody makes up must not become endlessly many. */
    private static final int MOST_NAMES = 200;

    private static final List<ValueDescriptor> FIELDS = List.of(
            new ValueDescriptor(String.class, "migration"),
            new ValueDescriptor(String.class, "outcome"),
            new ValueDescriptor(String.class, "severity"),
            new ValueDescriptor(String.class, "payload"));

    private final Map<String, EventFactory> factories = new ConcurrentHashMap<>();
    private final OpenSpans<Event> open = new OpenSpans<>();

    /** {@return a subscription to everything that a source tells, on the publishers' threads, as durations ask for} */
    public static Subscription subscribe(EventSource events) {
        return events.inline().onName("*", new FlightRecorder());
    }

    @Override
    public void accept(MigrationEvent event) {
        Phase phase = Phase.of(event);
        String name = phase.stem(event);
        if (!factories.containsKey(name) && factories.size() >= MOST_NAMES) {
            return;
        }
        if (phase == Phase.START) {
            Event begun = factory(name).newEvent();
            begun.begin();
            open.begin(event, begun);
            return;
        }
        Event recorded = open.end(event).orElseGet(() -> factory(name).newEvent());
        recorded.end();
        if (recorded.shouldCommit()) {
            recorded.set(0, event.migration());
            recorded.set(1, phase == Phase.MOMENT ? "" : phase.name().toLowerCase(java.util.Locale.ROOT));
            recorded.set(2, event.severity().text());
            recorded.set(3, EventJson.MAPPER.writeValueAsString(PlainPayload.of(event)));
            recorded.commit();
        }
    }

    private EventFactory factory(String name) {
        return factories.computeIfAbsent(
                name,
                any -> EventFactory.create(
                        List.of(
                                new AnnotationElement(Name.class, name),
                                new AnnotationElement(Label.class, name),
                                new AnnotationElement(Category.class, new String[] {"Switchback"}),
                                new AnnotationElement(StackTrace.class, false)),
                        FIELDS));
    }
}
