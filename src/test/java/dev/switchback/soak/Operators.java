package dev.switchback.soak;

import dev.switchback.Migration;
import dev.switchback.MigrationControl;
import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Settings;
import dev.switchback.flags.Share;
import dev.switchback.pipeline.Route;
import dev.switchback.rollback.RollbackManager.Clearance;
import dev.switchback.rollback.RollbackRefusedException;
import dev.switchback.rollback.RollbackState;
import dev.switchback.rollback.RollbackStatus;
import dev.switchback.router.node.NodeRequests;
import dev.switchback.state.Attribution;
import dev.switchback.state.StateConflictException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Those who change everything at random, in the process itself and from another one's place; each with its dice. */
final class Operators {

    private static final Attribution BY = Attribution.api("operator", "the dice say so");
    private static final double[] PERCENTAGES = {0, 1, 12.5, 50, 99, 100, 100};
    private static final int[] THRESHOLDS = {5, 100, 5_000, 100_000};
    private static final int[] WEATHER = {0, 0, 0, 1, 5, 50, 400};
    private static final Duration ANSWER = Duration.ofSeconds(5);

    final LongAdder actions = new LongAdder();
    final LongAdder refused = new LongAdder();
    final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private final Migration migration;
    private final MigrationControl control;
    private final Pipelines pipelines;

    Operators(Migration migration, MigrationControl control, Pipelines pipelines) {
        this.migration = migration;
        this.control = control;
        this.pipelines = pipelines;
    }

    /** Does one thing. */
    void act(Random random) throws InterruptedException {
        actions.increment();
        try {
            if (status().state().isForcing()) {
                whileHeld(random);
            } else {
                whileActive(random);
            }
        } catch (StateConflictException | RollbackRefusedException another) { // who was first: part of the game
            refused.increment();
        } catch (RuntimeException failed) {
            failures.add(String.valueOf(failed));
        }
    }

    private RollbackStatus status() {
        return migration.rollback().currentStatus();
    }

    private void whileActive(Random random) throws InterruptedException {
        switch (random.nextInt(16)) {
            case 0 -> migration.emergencyRollback("the dice say so", "operator");
            case 1 -> control.rollback().emergencyRollback("the dice say so", "operator");
            case 2 -> migration.rollback().plannedRollback("the dice say so", "operator", Instant.now());
            case 3 -> migration.rollback().cancelPlanned("the dice say so", "operator");
            case 4 -> control.ask(NodeRequests.TRIP, Map.of(), BY, ANSWER);
            case 5, 6 -> reset(random);
            case 7, 8 -> pipelines.failingPerMille = WEATHER[random.nextInt(WEATHER.length)];
            default -> change(random);
        }
    }

    private void whileHeld(Random random) throws InterruptedException {
        pipelines.probeFails = random.nextInt(20) == 0;
        switch (random.nextInt(8)) {
            case 0 -> migration.emergencyRollback("once more", "operator");
            case 1 -> reset(random); // probes run on new, marked
            case 2 -> change(random);
            case 3 -> migration.rollback().validate();
            default -> leave(random);
        }
    }

    private void leave(Random random) {
        RollbackStatus status = status();
        if (status.state() == RollbackState.ROLLBACK_FAILED) {
            pipelines.probeFails = random.nextInt(3) == 0;
            migration.rollback().attemptRecovery("the dice say so", "operator");
        } else if (status.state() == RollbackState.ROLLED_BACK || status.state() == RollbackState.RECOVERY_FAILED) {
            pipelines.periods.clearing(status.epoch(), () -> clear(status, random));
        }
    }

    private boolean clear(RollbackStatus status, Random random) {
        Clearance clearance = Clearance.of("the dice say so", "operator", status.generation())
                .leavingAt(PERCENTAGES[random.nextInt(PERCENTAGES.length)])
                .byForce();
        try {
            (random.nextBoolean() ? migration.rollback() : control.rollback()).clear(clearance);
            return true;
        } catch (StateConflictException | RollbackRefusedException another) {
            refused.increment();
            RollbackStatus now =
                    status(); // it may have been cleared, and the next one have begun before anybody looked
            return now.epoch() != status.epoch() || !now.state().isForcing();
        }
    }

    private void reset(Random random) throws InterruptedException {
        control.ask(NodeRequests.RESET, Map.of("unprobed", random.nextBoolean()), BY, ANSWER);
    }

    private void change(Random random) {
        long dice = random.nextLong(); // an edit may run more than once, and is to do the same each time
        (random.nextInt(4) == 0 ? control.flags() : migration.flags())
                .change(settings -> changed(settings, new Random(dice)), BY);
    }

    private static Settings changed(Settings settings, Random random) {
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> settings.withPercentage(Share.of(PERCENTAGES[random.nextInt(PERCENTAGES.length)]));
            case 3 ->
                settings.withCanary(settings.canary()
                        .withEnabled(random.nextInt(3) > 0)
                        .withSample(Share.of(PERCENTAGES[random.nextInt(PERCENTAGES.length)]))
                        .withOffAbove(Share.ALL));
            case 4 ->
                settings.withOverride(ManualOverride.to(
                        random.nextInt(4) == 0 ? Route.LEGACY : Route.NEW, "operator", "the dice say so"));
            case 5 -> settings.withoutOverride();
            case 6 -> settings.withForcedKeys(keys(random)).withDeniedKeys(keys(random));
            case 7 -> settings.withAutoRollback(random.nextInt(3) == 0);
            default ->
                settings.withBreaker(settings.breaker()
                        .withEnabled(random.nextInt(4) > 0)
                        .withErrorThreshold(THRESHOLDS[random.nextInt(THRESHOLDS.length)])
                        .withErrorWindow(Duration.ofSeconds(1 + random.nextInt(3)))
                        .withRecovery(Duration.ofSeconds(1)));
        };
    }

    private static Set<String> keys(Random random) {
        return random.ints(random.nextInt(20), 0, 4_000)
                .mapToObj(key -> "key-" + key)
                .collect(Collectors.toSet());
    }
}
