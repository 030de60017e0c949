package dev.switchback.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore.Failure;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver of PostgreSQL is an optional dependency: a queue in H2 does not need it for anything. */
class WithoutPostgresTest {

    @TempDir
    Path folder;

    @Test
    void doesEverythingInH2() throws Exception {
        try (URLClassLoader without = withoutPostgres()) {
            assertThatThrownBy(() -> without.loadClass("org.postgresql.PGConnection"))
                    .isInstanceOf(ClassNotFoundException.class);

            Object said = without.loadClass(Example.class.getName())
                    .getMethod("run", String.class)
                    .invoke(null, "jdbc:h2:file:" + folder.resolve("queue"));

            assertThat(said).hasToString(new Accounting(4, 2, 0, 2, 0, 0).toString());
        }
    }

    private static URLClassLoader withoutPostgres() {
        URL[] places = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> !place.contains("postgresql-"))
                .map(WithoutPostgresTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String place) {
        try {
            return Path.of(place).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What runs without the driver: each way in which an attempt can end. */
    public static final class Example {

        private Example() {}

        public static String run(String url) {
            try (TableQueueStore store = TableQueueStore.open("orders", url)) {
                store.prepare();
                store.accept(
                        Stream.generate(() -> new Arriving(UUID.randomUUID(), NewEvent.of("1")))
                                .limit(4)
                                .toList(),
                        false);
                List<Claimed> claimed = store.claim("me", 4);
                store.extend("me", Set.of(claimed.get(0).token()));
                store.finish(claimed.subList(0, 2));
                store.release(claimed.subList(2, 3));
                store.fail(List.of(new Failure(claimed.get(3), Duration.ofMinutes(1), "no")));
                store.rescue(true);
                return store.accounting().toString();
            }
        }
    }
}
