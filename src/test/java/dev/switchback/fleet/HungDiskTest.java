package dev.switchback.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.StateStore;
import dev.switchback.testing.FakeClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk that does not answer holds nobody up. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HungDiskTest {

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore memory = new MemoryStateStore(clock);
    private final CountDownLatch back = new CountDownLatch(1);
    private volatile boolean hangs;

    @AfterEach
    void comeBack() {
        back.countDown();
    }

    @Test
    void leavesInTime() throws Exception {
        Fleet fleet = join("alpha");
        hangs = true;

        fleet.close();
        assertThat(memory.observations()).isNotEmpty();

        back.countDown();
        try (Fleet other = join("beta")) {
            other.view().awaitLive(live -> live.size() == 1, Duration.ofSeconds(5));
            assertThat(memory.observations()).containsOnlyKeys("active-models.beta");
        }
    }

    @Test
    void joinsInTimeUnderAProvisionalNameThatALaterBeatCorrects() throws Exception {
        join("alpha");
        hangs = true;

        Fleet second = join("alpha");
        assertThat(second.node()).isEqualTo("active-models.alpha");

        back.countDown();
        second.view().awaitLive(live -> live.size() == 2, Duration.ofSeconds(5));
        assertThat(second.node()).isEqualTo("active-models.alpha-2");
    }

    @Test
    void saysWhenTheDiskIsBackAllThatWasToBeSaidMeanwhile() throws Exception {
        Fleet fleet = join("alpha");
        hangs = true;
        fleet.beat();

        fleet.acknowledge("routing", 7, Acknowledgement.DRAINED, 0);
        memory.tick();
        assertThat(fleet.report().followed("routing").drainedEpoch()).isEqualTo(7);
        back.countDown();

        fleet.view()
                .awaitLive(
                        live -> live.stream()
                                .anyMatch(report -> report.followed("routing").reached(Acknowledgement.DRAINED, 7)),
                        Duration.ofSeconds(5));
        assertThat(fleet.live().get(0).followed("routing").drainedEpoch()).isEqualTo(7);
    }

    @Test
    void holdsNoLockWhileItWaits() throws Exception {
        Fleet fleet = join("alpha");
        hangs = true;
        CountDownLatch asking = new CountDownLatch(1);
        Thread asks = new Thread(() -> {
            asking.countDown();
            fleet.beat();
        });
        asks.start();
        asking.await();

        assertThat(fleet.report().node()).isEqualTo("active-models.alpha");
        asks.join(TimeUnit.SECONDS.toMillis(5));
        assertThat(asks.isAlive()).isFalse();
    }

    private Fleet join(String host) {
        return builder(host).join();
    }

    private Fleet.Builder builder(String host) {
        return Fleet.builder(hanging(), "active-models")
                .host(host)
                .clock(clock)
                .processes(pid -> true)
                .patience(Duration.ofMillis(50));
    }

    /** {@return the store, whose node files hang when the test says so} */
    private StateStore hanging() {
        return (StateStore) Proxy.newProxyInstance(
                StateStore.class.getClassLoader(), new Class<?>[] {StateStore.class}, (proxy, method, arguments) -> {
                    if (hangs && method.getName().equals("observations")) {
                        back.await();
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
