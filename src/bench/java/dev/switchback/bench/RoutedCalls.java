package dev.switchback.bench;

import dev.switchback.router.Execution;
import org.openjdk.jmh.annotations.Benchmark;

/** Our own way of a request. */
public class RoutedCalls {

    /** A key on legacy, 0 %. */
    @Benchmark
    public String legacyAtNothing(RoutedMigration.AtNothing migration, Requests.OfBothSides requests) {
        return migration.adapter().generate(requests.next());
    }

    /** A key on legacy, 50 %, no timer. */
    @Benchmark
    public String legacyUntimed(RoutedMigration.AtHalfUntimed migration, Requests.OfLegacy requests) {
        return migration.adapter().generate(requests.next());
    }

    /** A key on legacy, 50 %. */
    @Benchmark
    public String legacyAtHalf(RoutedMigration.AtHalf migration, Requests.OfLegacy requests) {
        return migration.adapter().generate(requests.next());
    }

    /** A key on legacy, 50 %, canaries on. */
    @Benchmark
    public String legacyWithCanary(RoutedMigration.AtHalfWithCanary migration, Requests.OfLegacy requests) {
        return migration.adapter().generate(requests.next());
    }

    /** A key on the new pipeline, 50 %, no timer. */
    @Benchmark
    public String newUntimed(RoutedMigration.AtHalfUntimed migration, Requests.OfNew requests) {
        return migration.adapter().generate(requests.next());
    }

    /** A key on the new pipeline, 50 %. */
    @Benchmark
    public String newAtHalf(RoutedMigration.AtHalf migration, Requests.OfNew requests) {
        return migration.adapter().generate(requests.next());
    }

    /** A key on the new pipeline, 50 %, canaries on. */
    @Benchmark
    public String newWithCanary(RoutedMigration.AtHalfWithCanary migration, Requests.OfNew requests) {
        return migration.adapter().generate(requests.next());
    }

    /** A key on the new pipeline, 100 %. */
    @Benchmark
    public String newAtEverything(RoutedMigration.AtEverything migration, Requests.OfBothSides requests) {
        return migration.adapter().generate(requests.next());
    }

    /** Keys of both sides in turn, as the branch predictor hates them, 50 %, canaries on. */
    @Benchmark
    public String eitherWithCanary(RoutedMigration.AtHalfWithCanary migration, Requests.OfBothSides requests) {
        return migration.adapter().generate(requests.next());
    }

    /** The same, told how it was routed. */
    @Benchmark
    public Execution<String> executeWithCanary(
            RoutedMigration.AtHalfWithCanary migration, Requests.OfBothSides requests) {
        return migration.adapter().execute(requests.next());
    }
}
