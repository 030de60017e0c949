package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.MigrationBuilder;
import dev.switchback.canary.CanaryMode;
import dev.switchback.canary.CanaryObserver;
import dev.switchback.canary.CanaryVerdict;
import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.mismatch.IgnoreRule;
import dev.switchback.health.ComponentHealth;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever of a canary throws, hangs, overflows the stack or asks for more memory than there is: no caller sees it. */
class CanaryFaultsTest {

    private static final int CALLS = 10_000;

    private final CountDownLatch never = new CountDownLatch(1);
    private final List<String> raised = new CopyOnWriteArrayList<>();
    private volatile Place place = Place.NEW_PIPELINE;
    private final AtomicInteger faults = new AtomicInteger();
    private volatile List<Way> ways = List.of();

    private enum Place {
        NEW_PIPELINE("other"),
        COMPARATOR("comparator"),
        CLEANER("clean"),
        IGNORE_RULE("ignore"),
        PUBLISHER("observer");

        private final String operation;

        Place(String operation) {
            this.operation = operation;
        }
    }

    private enum Way {
        THROWS,
        OVERFLOWS,
        EXHAUSTS,
        HANGS
    }

    @AfterEach
    void letGo() {
        never.countDown();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void reachNoCallerAndAreReportedOncePerKind(Place where) {
        place = where;
        ways = new ArrayList<>(Collections.nCopies(18, Way.THROWS)); // 500 of the slow ones are enough
        ways.addAll(List.of(Way.OVERFLOWS, Way.EXHAUSTS));
        try (TestMigration test = new TestMigration(builder -> faulty(builder).canaryMode(CanaryMode.SERIAL))) {
            callAll(test, Duration.ofSeconds(30));

            assertThat(raised)
                    .containsExactlyInAnyOrder(
                            where.operation + " IllegalStateException",
                            where.operation + " StackOverflowError",
                            where.operation + " OutOfMemoryError");
            assertThat(canary(test).details().get("raised"))
                    .as("each is counted")
                    .isEqualTo((long) CALLS);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void holdNoCallerUpWhereTheyHang(Place where) {
        place = where;
        ways = List.of(Way.HANGS);
        try (TestMigration test = new TestMigration(this::faulty)) {
            callAll(test, Duration.ofMillis(20));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> canary(test).details().get("running").equals(0L));

            long ended = List.of("compared", "errors", "timeouts", "dropped").stream()
                    .mapToLong(name -> (long) canary(test).details().get(name))
                    .sum();
            assertThat(ended).as("every sample is accounted for").isEqualTo(CALLS);
        }
    }

    private static ComponentHealth canary(TestMigration test) {
        return test.migration().healthCheck().components().get("canary");
    }

    private MigrationBuilder faulty(MigrationBuilder builder) {
        return builder.clean(this::cleaned)
                .ignore(IgnoreRule.until(Instant.MAX, TestMigration.BY).at("**").when(this::ignored))
                .onVerdict(new CanaryObserver() {
                    @Override
                    public void onVerdict(CanaryVerdict verdict) {
                        faultAt(Place.PUBLISHER);
                    }

                    @Override
                    public void raised(String operation, Throwable error) {
                        raised.add(operation + " " + error.getClass().getSimpleName());
                    }
                });
    }

    private Discrepancy cleaned(Discrepancy found) {
        faultAt(Place.CLEANER);
        return found;
    }

    private boolean ignored(Discrepancy found) {
        faultAt(Place.IGNORE_RULE);
        return false;
    }

    private void callAll(TestMigration test, Duration timeout) {
        test.change(settings -> settings.withCanary(
                        settings.canary().withEnabled(true).withTimeout(timeout))
                .withBreaker(settings.breaker().withEnabled(false)));
        MigrationAdapter<Integer, String, RuntimeException> adapter = test.migration()
                .legacy((Integer number) -> "legacy " + number)
                .newPipeline(number -> {
                    faultAt(Place.NEW_PIPELINE);
                    return "new " + number;
                })
                .comparator((legacy, replacement) -> {
                    faultAt(Place.COMPARATOR);
                    return OutputComparator.ofText().compare(legacy, replacement);
                })
                .build();
        for (int call = 0; call < CALLS; call++) {
            assertThat(adapter.generate(call)).isEqualTo("legacy " + call);
        }
    }

    private void faultAt(Place here) {
        if (here != place) {
            return;
        }
        switch (ways.get(faults.getAndIncrement() % ways.size())) {
            case THROWS -> throw new IllegalStateException("a fault");
            case OVERFLOWS -> overflow(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            case EXHAUSTS -> assertThat(new long[Integer.MAX_VALUE]).isNull(); // more than any heap of these tests
            case HANGS -> hang();
        }
    }

    /** Wide frames fill the stack sooner: unwinding ten thousand narrow ones takes milliseconds. */
    @SuppressWarnings("InfiniteRecursion") // which is what it is for
    private static long overflow(long a, long b, long c, long d, long e, long f, long g, long h, long i, long j) {
        double k = a * 1.1, l = b * 1.2, m = c * 1.3, n = d * 1.4, o = e * 1.5, p = f * 1.6, q = g * 1.7, r = h * 1.8;
        long deeper = overflow(b, c, d, e, f, g, h, i, j, a + 1) + overflow(c, b, e, d, g, f, i, h, a, j);
        return deeper + (long) (k + l + m + n + o + p + q + r);
    }

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
