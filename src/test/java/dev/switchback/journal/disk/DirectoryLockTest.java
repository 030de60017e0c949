package dev.switchback.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is said where the files of the owners cannot be made. */
class DirectoryLockTest {

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(DirectoryLock.class);

    @TempDir
    Path directory;

    @BeforeEach
    void listen() {
        logged.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(logged);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    /** Storage whose directories inside cannot be opened. */
    private Storage failing(IOException failure) throws IOException {
        Storage files = FileStorage.open(directory, false);
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("directory")) {
                        throw failure;
                    }
                    try {
                        return method.invoke(files, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void lock(IOException failure) throws IOException {
        DirectoryLock lock = new DirectoryLock(failing(failure), directory.resolve("LOCK"));
        lock.acquire().close();
        lock.close();
    }

    @Test
    void warnsWhereTheyCannotBeMade() throws IOException {
        lock(new IOException("no room"));

        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "[StateStore] LOCK.owners cannot be used: until it can, nothing in this process may open %s"
                                .formatted(directory.resolve("LOCK")));
    }

    @Test
    void saysNothingWhereItsThreadIsToEnd() throws IOException {
        lock(new ClosedByInterruptException());

        assertThat(logged.list).isEmpty();
    }
}
