package dev.switchback.flags;

import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import dev.switchback.state.Document;
import dev.switchback.state.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The snapshot in force, and what it is composed of: what is recorded, the environment, the latch, and changes towards
 * safety that are not recorded yet.
 *
 * <p>Reading is one volatile read. Everything else holds this object's lock, under which there is no I/O and no call of
 * anything that could wait. Each change of it returns whether the snapshot has become another.
 */
final class LiveSnapshot {

    private final String migration;
    private final Environment environment;
    private final MissingKey missingKey;
    private final Clock clock;
    private final Map<Object, Settings> held = new LinkedHashMap<>();
    private final Set<Object> abandoned = new HashSet<>();
    private Recorded recorded = Recorded.NOTHING;
    private Optional<Latch> latch = Optional.empty();
    private volatile Snapshot snapshot;

    LiveSnapshot(String migration, Environment environment, MissingKey missingKey, Clock clock) {
        this.migration = migration;
        this.environment = environment;
        this.missingKey = missingKey;
        this.clock = clock;
        this.snapshot = new Snapshot(compose());
    }

    Snapshot snapshot() {
        return snapshot;
    }

    synchronized Recorded recorded() {
        return recorded;
    }

    /** {@return how many changes towards safety hold in this process without being recorded} */
    synchronized int unrecorded() {
        return abandoned.size();
    }

    synchronized boolean read(Recorded fresh) {
        recorded = fresh;
        return publish();
    }

    /** Holds every key on legacy until a clear that is newer than all that was known now. */
    synchronized boolean latch(String why) {
        return latch(why, recorded.generation() + 1);
    }

    /** Holds every key on legacy until a clear at or above the floor. */
    synchronized boolean latch(String why, long floor) {
        Latch fresh = new Latch(why == null ? "no reason given" : why, floor); // an emergency is never refused
        latch = Optional.of(latch.map(before -> new Latch(before.why(), Math.max(before.floor(), floor)))
                .orElse(fresh));
        return publish();
    }

    synchronized boolean release(long cleared) {
        if (latch.isPresent() && cleared >= latch.get().floor()) {
            latch = Optional.empty();
            dropAbandoned();
        }
        return publish();
    }

    /** Goes no further than these settings until the change is let go, whatever is recorded. */
    synchronized boolean hold(Object change, Settings bound) {
        held.put(change, bound);
        return publish();
    }

    synchronized boolean letGo(Object change) {
        held.remove(change);
        abandoned.remove(change);
        return publish();
    }

    /** Keeps what a change holds though it could not be recorded; an earlier one that holds the same is forgotten. */
    synchronized void abandon(Object change) {
        Settings bound = held.get(change);
        if (bound == null) {
            return; // it has been recorded after all
        }
        Set<Object> same = new HashSet<>(abandoned);
        same.removeIf(earlier -> !bound.equals(held.get(earlier)));
        held.keySet().removeAll(same);
        abandoned.removeAll(same);
        abandoned.add(change);
    }

    /** Lets go of what was abandoned: a later change away from safety has been recorded. */
    synchronized boolean letGoAbandoned() {
        dropAbandoned();
        return publish();
    }

    private void dropAbandoned() {
        held.keySet().removeAll(abandoned);
        abandoned.clear();
    }

    private boolean publish() {
        Snapshot.Parts parts = compose();
        if (parts.equals(snapshot.parts())) {
            return false;
        }
        snapshot = new Snapshot(parts);
        return true;
    }

    private Snapshot.Parts compose() {
        Instant now = clock.instant();
        Settings stored = recorded.settings();
        for (Settings bound : held.values()) {
            stored = stored.noFurtherThan(bound);
        }
        stored = stored.withOverride(stored.override().filter(word -> word.holdsAt(now)));
        boolean legacy = stored.override().filter(ManualOverride::isLegacy).isPresent();
        Settings merged = environment.over(stored);
        return new Snapshot.Parts(
                migration,
                legacy ? merged.withOverride(stored.override()) : merged, // going to safety is never masked
                sources(stored, legacy),
                recorded.generation(),
                recorded.unreadable(),
                recorded.rollback(),
                latch.map(Latch::why),
                missingKey);
    }

    private Map<Setting, Source> sources(Settings stored, boolean legacy) {
        Map<Setting, Source> sources = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            Optional<String> variable = environment.variable(setting);
            if (variable.isPresent() && !(legacy && setting == Setting.OVERRIDE)) {
                sources.put(setting, Source.environment(variable.get()));
            } else if (recorded.sections().contains(setting.section()) || setting.differs(stored, Settings.DEFAULTS)) {
                sources.put(setting, Source.stored(recorded.origins().getOrDefault(setting.section(), "")));
            }
        }
        stored.override()
                .filter(word -> legacy || environment.variable(Setting.OVERRIDE).isEmpty())
                .ifPresent(word ->
                        sources.put(Setting.OVERRIDE, Source.stored("%s: %s".formatted(word.by(), word.reason()))));
        return sources;
    }

    /** Why every key is held on legacy, and the generation from which a clear counts. */
    private record Latch(String why, long floor) {}

    /** How well the flags are: whether what is recorded can be read, and whether what is in force is recorded. */
    static final class FlagsHealth {

        private FlagsHealth() {}

        static ComponentHealth of(LiveSnapshot live, Environment environment) {
            Snapshot snapshot = live.snapshot();
            HealthStatus status = HealthStatus.HEALTHY;
            List<String> issues = new ArrayList<>();
            List<String> recommendations = new ArrayList<>();
            if (snapshot.latch().isPresent()) {
                status = HealthStatus.DEGRADED;
                issues.add("every key is held on legacy in memory: "
                        + snapshot.latch().get());
                recommendations.add("see `switchback rollback status`; a recorded clear lets go");
            }
            int unrecorded = live.unrecorded();
            if (unrecorded > 0) {
                status = HealthStatus.DEGRADED;
                issues.add("%d changes towards safety hold in this process but are not recorded".formatted(unrecorded));
                recommendations.add("repair the store and make the changes again");
            }
            if (snapshot.unreadable().isPresent()) {
                status = HealthStatus.CRITICAL;
                issues.add("flags cannot be read, every key goes to legacy: "
                        + snapshot.unreadable().get());
                recommendations.add("run `switchback doctor`; restore the last good state");
            }
            return new ComponentHealth(status, issues, recommendations, details(snapshot, environment));
        }

        private static Map<String, Object> details(Snapshot snapshot, Environment environment) {
            Settings settings = snapshot.settings();
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("percentage", settings.percentage().percent());
            details.put("effectivePercentage", snapshot.effectivePercentage().percent());
            details.put(
                    "override",
                    settings.override()
                            .map(ManualOverride::mode)
                            .map(Route::text)
                            .orElse("none"));
            details.put("canary", settings.canary().enabled());
            details.put("generation", snapshot.generation());
            details.put("variables", variables(environment));
            details.put("unknownVariables", environment.unknownVariables());
            return details;
        }

        private static List<String> variables(Environment environment) {
            List<String> names = new ArrayList<>();
            for (Setting setting : Setting.values()) {
                environment.variable(setting).ifPresent(names::add);
            }
            return names;
        }
    }

    /**
     * What the store says about the flags of one migration.
     *
     * @param settings the stored ones; the last good ones while it cannot be read
     * @param sections the names of the sections that are there
     * @param origins who last changed a section and why, as far as known
     */
    record Recorded(
            Settings settings,
            Set<String> sections,
            long generation,
            Snapshot.Rollback rollback,
            Optional<String> unreadable,
            Map<String, String> origins) {

        static final Recorded NOTHING =
                new Recorded(Settings.DEFAULTS, Set.of(), 0, Snapshot.Rollback.NONE, Optional.empty(), Map.of());

        /** {@return what the store says now; unreadable, with all else as it was, if that cannot be trusted} */
        Recorded next(StateStore store, String migration, Map<String, String> known) {
            Optional<String> why = store.unreadable(migration);
            if (why.isPresent()) {
                return broken(why.get());
            }
            Document document = store.document(migration);
            try {
                return new Recorded(
                        Sections.read(document),
                        document.sections().keySet(),
                        document.generation(),
                        Sections.rollback(document),
                        Optional.empty(),
                        known);
            } catch (InvalidValueException misfit) {
                return broken("recorded flags do not fit their format: " + misfit.getMessage());
            }
        }

        private Recorded broken(String why) {
            return new Recorded(settings, sections, generation, rollback, Optional.of(why), origins);
        }
    }
}
