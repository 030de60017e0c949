package dev.switchback.cli.db.stats;

import dev.switchback.schema.RecordedAttempt;
import dev.switchback.schema.RecordedAttempt.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was taken back, or was to be, how often.
 *
 * @param what a migration or a branch
 * @param attempts every attempt that was recorded, oldest first; at least one
 */
record Ranked<K>(K what, List<Told> attempts) {

    Ranked {
        attempts = List.copyOf(attempts);
    }

    /** {@return what was taken back most often first; of what is equal, what failed more often, and then the latest} */
    static <K> List<Ranked<K>> of(List<Told> attempts, Function<RecordedAttempt, K> what) {
        Map<K, List<Told>> groups = new LinkedHashMap<>();
        attempts.forEach(told -> groups.computeIfAbsent(what.apply(told.attempt()), key -> new ArrayList<>())
                .add(told));
        return groups.entrySet().stream()
                .map(group -> new Ranked<>(group.getKey(), group.getValue()))
                .sorted(Comparator.comparing((Ranked<K> one) -> one.rollbacks())
                        .thenComparing(Ranked::failed)
                        .thenComparing(Ranked::last)
                        .reversed())
                .toList();
    }

    /** {@return how often it was taken back} */
    long rollbacks() {
        return attempts.stream().filter(told -> told.attempt().success()).count();
    }

    /** {@return how often that failed} */
    long failed() {
        return attempts.size() - rollbacks();
    }

    /** {@return when it was recorded last, whether it worked or not} */
    Instant last() {
        return attempts.stream().map(Told::at).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    /** {@return the median of what worked, of an even number the mean of both in the middle; empty if nothing did} */
    Optional<Duration> median() {
        List<Duration> sorted = durations().stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        sorted.size() % 2 == 1
                                ? sorted.get(middle)
                                : sorted.get(middle - 1)
                                        .plus(sorted.get(middle))
                                        .dividedBy(2));
    }

    /** {@return what all that worked took together} */
    Duration total() {
        return durations().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private List<Duration> durations() {
        return attempts.stream()
                .map(Told::attempt)
                .filter(RecordedAttempt::success)
                .map(RecordedAttempt::took)
                .toList();
    }
}
