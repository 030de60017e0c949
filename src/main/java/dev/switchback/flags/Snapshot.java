package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.MigrationName;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one request is routed by, composed off the request's path: settings, environment, override, rollback.
 *
 * <p>Immutable. The same instance stays in place as long as nothing in it changes, so comparing two of them by
 * reference tells whether anything has.
 */
public final class Snapshot {

    private final Parts parts;
    private final int routingSeed;
    private final int canarySeed;
    private final @Nullable Reason forced;
    private final @Nullable Reason always;
    private final int canaryBuckets;

    Snapshot(Parts parts) {
        this.parts = parts;
        this.routingSeed = Share.seedOf(parts.migration());
        this.canarySeed = Share.seedOf(parts.migration() + "/canary");
        this.forced = forced(parts);
        this.always = always(parts.settings());
        this.canaryBuckets = canaryBuckets(parts.settings());
    }

    /**
     * Returns the snapshot that settings alone give, without environment, rollback or latch: for simulations.
     *
     * @throws InvalidValueException if the name is not that of a migration
     */
    public static Snapshot of(String migration, Settings settings) {
        Map<Setting, Source> sources = new EnumMap<>(Setting.class);
        return new Snapshot(new Parts(
                MigrationName.checked(migration),
                settings,
                sources,
                0,
                Optional.empty(),
                Rollback.NONE,
                Optional.empty(),
                MissingKey.LEGACY));
    }

    /** {@return the migration's name, which is the salt of its cohorts} */
    public String migration() {
        return parts.migration();
    }

    /** {@return the settings in force; an override that has ended is not among them} */
    public Settings settings() {
        return parts.settings();
    }

    /** {@return where the value of a setting comes from} */
    public Source source(Setting setting) {
        return parts.sources().getOrDefault(setting, Source.DEFAULT);
    }

    /** {@return the generation of the document that this was composed from} */
    public long generation() {
        return parts.generation();
    }

    /** {@return why the state cannot be trusted, empty if it can; {@link #settings} are then the last good ones} */
    public Optional<String> unreadable() {
        return parts.unreadable();
    }

    /** {@return the recorded state of the routing rollback in lower snake case, {@code active} if none is recorded} */
    public String rollbackState() {
        return parts.rollback().state();
    }

    /** {@return the epoch of the recorded routing rollback, 0 if none was ever recorded} */
    public long epoch() {
        return parts.rollback().epoch();
    }

    /** {@return why this process holds every key on legacy in memory, empty if it does not} */
    public Optional<String> latch() {
        return parts.latch();
    }

    /** {@return whether every key goes to legacy by a rollback, a latch or unreadable state: no canary, no probe} */
    public boolean forcedLegacy() {
        return forced != null && forced != Reason.OVERRIDE_LEGACY;
    }

    /** {@return whether canaries may run at all: switched on, nothing held on legacy, and not above their limit} */
    public boolean runsCanaries() {
        return canaryBuckets > 0;
    }

    /** {@return the share of keys that go to new with overrides, rollbacks and latches counted in; breakers apart} */
    public Share effectivePercentage() {
        if (forced != null) {
            return Share.NONE;
        }
        return always == Reason.OVERRIDE_NEW ? Share.ALL : settings().percentage();
    }

    /** {@return the bucket of a key for routing, from 0 to 99 999} */
    public int bucket(String key) {
        return Share.bucketOf(routingSeed, key);
    }

    /**
     * Returns the side of a key, by the first rule that matches; the breaker is asked afterwards, by the router, of
     * what would be new. Allocates nothing but the key's bytes.
     *
     * @param key the routing key; null and the empty text are missing keys
     * @param pins the keys that this process keeps on legacy
     */
    public Reason assign(@Nullable String key, KeyPins pins) {
        if (forced != null) {
            return forced;
        }
        if (key == null || key.isEmpty()) {
            return always != null ? always : missingKey();
        }
        if (parts.settings().deniedKeys().contains(key)) {
            return Reason.DENIED_KEY;
        }
        if (pins.pinned(key)) {
            return Reason.POISON_KEY;
        }
        if (always == Reason.OVERRIDE_NEW) {
            return always;
        }
        if (parts.settings().forcedKeys().contains(key)) {
            return Reason.FORCED_KEY;
        }
        return always != null ? always : covered(Share.bucketOf(routingSeed, key));
    }

    /**
     * Returns whether a call is to be compared: sticky by key with a salt of its own, drawn for a missing key. Never
     * while every key is held on legacy, for a denied or pinned key, or above the percentage that ends canaries.
     */
    public boolean samples(@Nullable String key, KeyPins pins) {
        if (canaryBuckets == 0) {
            return false;
        }
        if (key == null || key.isEmpty()) {
            return canaryBuckets == Share.BUCKETS || ThreadLocalRandom.current().nextInt(Share.BUCKETS) < canaryBuckets;
        }
        if (parts.settings().deniedKeys().contains(key) || pins.pinned(key)) {
            return false;
        }
        return canaryBuckets == Share.BUCKETS || Share.bucketOf(canarySeed, key) < canaryBuckets;
    }

    /** {@return every rule up to the one that decides, in order, as {@link #assign} asks them} */
    public List<Rule> explain(@Nullable String key, KeyPins pins) {
        return new Rule.Explanation(this, key, pins).rules();
    }

    Parts parts() {
        return parts;
    }

    private Reason missingKey() {
        return parts.missingKey() == MissingKey.LEGACY
                ? Reason.MISSING_KEY
                : covered(ThreadLocalRandom.current().nextInt(Share.BUCKETS));
    }

    private Reason covered(int bucket) {
        return parts.settings().percentage().covers(bucket) ? Reason.BUCKET_COVERED : Reason.BUCKET_NOT_COVERED;
    }

    private static @Nullable Reason forced(Parts parts) {
        if (parts.unreadable().isPresent()) {
            return Reason.STATE_UNREADABLE;
        }
        if (parts.latch().isPresent() || parts.rollback().holdsLegacy()) {
            return Reason.ROLLED_BACK;
        }
        return parts.settings().override().filter(ManualOverride::isLegacy).isPresent() ? Reason.OVERRIDE_LEGACY : null;
    }

    private static @Nullable Reason always(Settings settings) {
        if (settings.override().isPresent()) {
            return Reason.OVERRIDE_NEW;
        }
        return switch (settings.percentage().buckets()) {
            case 0 -> Reason.PERCENTAGE_ZERO;
            case Share.BUCKETS -> Reason.PERCENTAGE_ALL;
            default -> null;
        };
    }

    private int canaryBuckets(Settings settings) {
        CanaryFlags canary = settings.canary();
        boolean off =
                forced != null || !canary.enabled() || settings.percentage().compareTo(canary.offAbove()) > 0;
        return off ? 0 : canary.sample().buckets();
    }

    /**
     * What is recorded about the rollback of routing, as far as routing needs it.
     *
     * @param state in lower snake case
     * @param epoch rises with each rollback, 0 for none
     */
    record Rollback(String state, long epoch) {

        static final Rollback NONE = new Rollback("active", 0);

        /** {@return whether every key stays on legacy: in any state but the two in which nothing is rolled back} */
        boolean holdsLegacy() {
            return !state.equals("active") && !state.equals("rollback_pending");
        }
    }

    /** What a snapshot is composed of. */
    record Parts(
            String migration,
            Settings settings,
            Map<Setting, Source> sources,
            long generation,
            Optional<String> unreadable,
            Rollback rollback,
            Optional<String> latch,
            MissingKey missingKey) {}
}
