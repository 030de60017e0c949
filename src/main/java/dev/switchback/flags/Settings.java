package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that operators set about one migration.
 *
 * @param percentage the share of keys that go to the new pipeline
 * @param canary whether and how often both sides are compared
 * @param override a person's word on where all keys go, empty for none
 * @param breaker when the new pipeline is taken out of service
 * @param autoRollback whether bad evidence rolls back without a person
 * @param detailedLogging whether each routing decision is logged and published
 * @param fallbackToLegacy whether legacy answers when the new pipeline fails
 * @param forcedKeys keys that go to the new pipeline at any percentage; at most 1000
 * @param deniedKeys keys that stay on legacy at any percentage; at most 1000
 */
public record Settings(
        Share percentage,
        CanaryFlags canary,
        Optional<ManualOverride> override,
        BreakerFlags breaker,
        boolean autoRollback,
        boolean detailedLogging,
        boolean fallbackToLegacy,
        Set<String> forcedKeys,
        Set<String> deniedKeys) {

    /** Everything on legacy, the breaker and the fallback on, the rest off. */
    public static final Settings DEFAULTS = new Settings(
            Share.NONE,
            CanaryFlags.DEFAULTS,
            Optional.empty(),
            BreakerFlags.DEFAULTS,
            false,
            false,
            true,
            Set.of(),
            Set.of());

    static final int MOST_KEYS = 1_000;
    static final int LONGEST_KEY = 512;

    public Settings {
        InvalidValueException.unless(percentage != null, "percentage", "a share", percentage);
        InvalidValueException.unless(canary != null, "canary", "canary flags", canary);
        InvalidValueException.unless(override != null, "override", "an override or empty", override);
        InvalidValueException.unless(breaker != null, "breaker", "breaker flags", breaker);
        forcedKeys = checked("forcedKeys", forcedKeys);
        deniedKeys = checked("deniedKeys", deniedKeys);
    }

    /** {@return these with another percentage} */
    public Settings withPercentage(Share share) {
        return new Settings(
                share,
                canary,
                override,
                breaker,
                autoRollback,
                detailedLogging,
                fallbackToLegacy,
                forcedKeys,
                deniedKeys);
    }

    /** {@return these with other canary flags} */
    public Settings withCanary(CanaryFlags flags) {
        return new Settings(
                percentage,
                flags,
                override,
                breaker,
                autoRollback,
                detailedLogging,
                fallbackToLegacy,
                forcedKeys,
                deniedKeys);
    }

    /** {@return these with an override} */
    public Settings withOverride(ManualOverride word) {
        return withOverride(Optional.of(word));
    }

    /** {@return these without an override} */
    public Settings withoutOverride() {
        return withOverride(Optional.empty());
    }

    /** {@return these with an override or without one} */
    public Settings withOverride(Optional<ManualOverride> word) {
        return new Settings(
                percentage,
                canary,
                word,
                breaker,
                autoRollback,
                detailedLogging,
                fallbackToLegacy,
                forcedKeys,
                deniedKeys);
    }

    /** {@return these with other breaker flags} */
    public Settings withBreaker(BreakerFlags flags) {
        return new Settings(
                percentage,
                canary,
                override,
                flags,
                autoRollback,
                detailedLogging,
                fallbackToLegacy,
                forcedKeys,
                deniedKeys);
    }

    /** {@return these with automatic rollback on or off} */
    public Settings withAutoRollback(boolean on) {
        return new Settings(
                percentage, canary, override, breaker, on, detailedLogging, fallbackToLegacy, forcedKeys, deniedKeys);
    }

    /** {@return these with detailed logging on or off} */
    public Settings withDetailedLogging(boolean on) {
        return new Settings(
                percentage, canary, override, breaker, autoRollback, on, fallbackToLegacy, forcedKeys, deniedKeys);
    }

    /** {@return these with the fallback on or off} */
    public Settings withFallbackToLegacy(boolean on) {
        return new Settings(
                percentage, canary, override, breaker, autoRollback, detailedLogging, on, forcedKeys, deniedKeys);
    }

    /** {@return these with other forced keys} */
    public Settings withForcedKeys(Set<String> keys) {
        return new Settings(
                percentage,
                canary,
                override,
                breaker,
                autoRollback,
                detailedLogging,
                fallbackToLegacy,
                keys,
                deniedKeys);
    }

    /** {@return these with other denied keys} */
    public Settings withDeniedKeys(Set<String> keys) {
        return new Settings(
                percentage,
                canary,
                override,
                breaker,
                autoRollback,
                detailedLogging,
                fallbackToLegacy,
                forcedKeys,
                keys);
    }

    /** {@return whether anything here exposes more to the new pipeline, or guards it less, than before} */
    public boolean isAwayFromSafety(Settings before) {
        return !equals(noFurtherThan(before));
    }

    /** {@return these, with whatever would be away from safety left as it is in the bound} */
    public Settings noFurtherThan(Settings bound) {
        return Safety.bounded(this, bound);
    }

    static boolean isKey(String key) {
        return !key.isBlank() && key.length() <= LONGEST_KEY && key.codePoints().noneMatch(Character::isISOControl);
    }

    private static Set<String> checked(String name, Set<String> keys) {
        InvalidValueException.unless(
                keys != null && keys.size() <= MOST_KEYS, name, "at most 1000 keys", keys == null ? null : keys.size());
        for (String key : keys) {
            InvalidValueException.unless(
                    key != null && isKey(key), name, "keys of 1 to 512 characters without control characters", key);
        }
        return Set.copyOf(keys);
    }

    /**
     * Which way safety is, for each setting: fewer keys on the new pipeline, fewer canaries, more guards.
     *
     * <p>What is neither (time limits of a canary, logging, the wording of an override) may go either way.
     */
    private static final class Safety {

        private Safety() {}

        /** {@return the edited settings, with whatever would be away from safety left as it is in the bound} */
        static Settings bounded(Settings edited, Settings bound) {
            return new Settings(
                    edited.percentage().smaller(bound.percentage()),
                    bounded(edited.canary(), bound.canary()),
                    bounded(edited.override(), bound.override()),
                    bounded(edited.breaker(), bound.breaker()),
                    edited.autoRollback() || bound.autoRollback(),
                    edited.detailedLogging(),
                    edited.fallbackToLegacy() || bound.fallbackToLegacy(),
                    both(edited.forcedKeys(), bound.forcedKeys()),
                    either(edited.deniedKeys(), bound.deniedKeys()));
        }

        private static CanaryFlags bounded(CanaryFlags edited, CanaryFlags bound) {
            return new CanaryFlags(
                    edited.enabled() && bound.enabled(),
                    edited.sample().smaller(bound.sample()),
                    edited.timeout(),
                    edited.offAbove().smaller(bound.offAbove()));
        }

        private static BreakerFlags bounded(BreakerFlags edited, BreakerFlags bound) {
            return new BreakerFlags(
                    edited.enabled() || bound.enabled(),
                    Math.min(edited.errorThreshold(), bound.errorThreshold()),
                    longer(edited.errorWindow(), bound.errorWindow()),
                    longer(edited.recovery(), bound.recovery()));
        }

        /** Legacy is safer than none, and none than new; legacy for longer, and new for shorter, is safer. */
        private static Optional<ManualOverride> bounded(
                Optional<ManualOverride> edited, Optional<ManualOverride> bound) {
            if (rank(edited) < rank(bound)) {
                return edited;
            }
            if (rank(edited) > rank(bound)) {
                return bound;
            }
            return edited.map(
                    word -> new ManualOverride(word.mode(), word.by(), word.reason(), end(word, bound.orElse(word))));
        }

        private static Optional<Instant> end(ManualOverride edited, ManualOverride bound) {
            Instant one = edited.until().orElse(Instant.MAX);
            Instant two = bound.until().orElse(Instant.MAX);
            boolean first = edited.isLegacy() ? !one.isBefore(two) : !one.isAfter(two);
            return first ? edited.until() : bound.until();
        }

        private static int rank(Optional<ManualOverride> word) {
            return word.map(given -> given.mode() == Route.LEGACY ? 0 : 2).orElse(1);
        }

        private static Duration longer(Duration one, Duration two) {
            return one.compareTo(two) >= 0 ? one : two;
        }

        private static Set<String> both(Set<String> one, Set<String> two) {
            Set<String> kept = new TreeSet<>(one);
            kept.retainAll(two);
            return kept;
        }

        private static Set<String> either(Set<String> one, Set<String> two) {
            Set<String> all = new TreeSet<>(one);
            all.addAll(two);
            return all;
        }
    }
}
