package dev.switchback.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bus among real threads. */
class EventBusThreadsTest {

    private static final int PUBLISHERS = 4;
    private static final int EACH = 200;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final EventBus bus = new EventBus(threads);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void tellsEverySubscriberEveryEventOnceInThePublishersOrder() throws Exception {
        CountDownLatch all = new CountDownLatch(2 * PUBLISHERS * EACH);
        List<Map<String, List<Integer>>> told = List.of(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        AtomicInteger together = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        told.forEach(one -> bus.on(Told.class, event -> {
            if (one == told.get(0) && together.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            one.computeIfAbsent(event.about(), none -> new ArrayList<>()).add(event.number());
            if (one == told.get(0)) {
                together.decrementAndGet();
            }
            all.countDown();
        }));

        publishTogether();

        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).as("one at a time").hasValue(0);
        for (Map<String, List<Integer>> one : told) {
            assertThat(one).hasSize(PUBLISHERS);
            assertThat(one.values())
                    .allSatisfy(numbers -> assertThat(numbers).hasSize(EACH).isSorted());
        }
    }

    private void publishTogether() {
        CyclicBarrier start = new CyclicBarrier(PUBLISHERS);
        for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
            String name = "publisher-" + publisher;
            threads.execute(() -> {
                try {
                    start.await();
                } catch (Exception broken) {
                    throw new IllegalStateException(broken);
                }
                for (int number = 0; number < EACH; number++) {
                    int now = number;
                    bus.publish(() -> new Told("switchback.test", name, now));
                }
            });
        }
    }

    @Test
    void letsASlowSubscriberHoldUpNeitherThePublisherNorOthers() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Subscription slow = bus.onName("*", event -> await(goOn));

        for (int batch = 0; batch < 5; batch++) {
            CountDownLatch here = new CountDownLatch(1);
            try (Subscription last = bus.onName("switchback.last", event -> here.countDown())) {
                for (int number = 0; number < 500; number++) {
                    int now = number;
                    bus.publish(() -> Told.numbered(now));
                }
                bus.publish(() -> Told.of("switchback.last"));
                assertThat(here.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(last.dropped()).isZero();
            }
        }

        assertThat(slow.dropped()).as("what did not fit into its queue").isBetween(2_505L - 1_024 - 1, 2_505L - 1_024);
        goOn.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
