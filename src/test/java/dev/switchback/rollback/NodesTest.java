package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.fleet.Fleet;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodesTest {

    private final RollbackFixture fixture = new RollbackFixture();

    @Test
    void namesAProcessThatComesBackWhileItIsLookedFor() throws InterruptedException {
        Fleet silent = fixture.join("beta");
        silent.serve("routing");
        fixture.clock.advance(Duration.ofSeconds(40));
        Fleet own = fixture.join("alpha");
        fixture.store.afterLook(silent::beat);

        Nodes.Roll roll = new Nodes(own.view(), own, "cli", "routing").collect(1, false, Duration.ZERO);

        assertThat(roll.nodes()).isEmpty();
        assertThat(roll.unacknowledged()).containsExactly("active-models.beta (silent for 40 s: dead, or cut off)");
    }
}
