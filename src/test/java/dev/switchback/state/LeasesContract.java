package dev.switchback.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the leases of every durable store promise, whatever is beneath. */
public abstract class LeasesContract {

    private final List<StateStore> opened = new ArrayList<>();

    /** Opens the test's own store. */
    protected abstract StateStore openStore();

    private StateStore open() {
        StateStore store = openStore();
        opened.add(store);
        return store;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(StateStore::close);
    }

    @Test
    void givesALeaseToOneHolderAtATime() {
        StateStore store = open();

        long first = store.leases().take("active-models.leader", "one").orElseThrow();
        assertThat(store.leases().take("active-models.leader", "one")).hasValue(first);
        assertThat(store.leases().take("active-models.leader", "two")).isEmpty();
        assertThat(store.leases().take("other.leader", "two")).isPresent();

        store.leases().give("active-models.leader", "two");
        assertThat(store.leases().take("active-models.leader", "two")).isEmpty();
        store.leases().give("active-models.leader", "one");
        assertThat(store.leases().take("active-models.leader", "two")).hasValue(first + 1);
        assertThat(store.leases().take("active-models.leader", "one")).isEmpty();
    }

    @Test
    void countsTheTermsOfALeaseOverARestart() {
        StateStore store = open();
        long first = store.leases().take("active-models.leader", "one").orElseThrow();
        store.close();

        assertThat(open().leases().take("active-models.leader", "one")).hasValue(first + 1);
    }

    @Test
    void refusesNamesOfLeasesThatAreNoNames() {
        StateStore store = open();

        for (String name : new String[] {null, "", "..", "../x", "a/b", "A", "a\u0000", ".x", "x".repeat(81)}) {
            assertThatThrownBy(() -> store.leases().take(name, "one"))
                    .as("lease %s", name)
                    .isInstanceOf(InvalidValueException.class);
        }
    }
}
