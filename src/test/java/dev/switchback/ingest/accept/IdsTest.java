package dev.switchback.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

    private final FakeClock clock = new FakeClock();
    private final Ids ids = new Ids(clock, new Random(7));

    @Test
    void givesRisingIdsOfVersion7EvenWhenTheClockGoesBack() {
        List<String> given = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            if (n % 7_000 == 6_999) {
                clock.advance(Duration.ofMillis(n % 2 == 0 ? 5 : -3));
            }
            UUID id = ids.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            given.add(id.toString());
        }

        assertThat(given).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void beginsWithTheTime() {
        assertThat(ids.next().getMostSignificantBits() >>> 16).isEqualTo(clock.millis());
    }
}
