package dev.switchback.state.files;

import dev.switchback.journal.disk.FileStorage;
import dev.switchback.journal.disk.Storage;
import dev.switchback.journal.disk.StorageFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A disk that does not answer some calls, as a dead server of files does, until the test lets it. */
final class HangingDisk {

    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);
    private volatile Predicate<String> hung = call -> false;

    /** {@return the directory} */
    Storage open(Path directory) throws IOException {
        return wrapped(Storage.class, FileStorage.open(directory, false), "");
    }

    /** Calls that fit do not return from now on; they are {@code <method> <file>}, without the file where there is none. */
    void hangOn(Predicate<String> calls) {
        hung = calls;
    }

    /** Waits until a call hangs. */
    void awaitHung() throws InterruptedException {
        hangs.await();
    }

    /** Lets all calls return. */
    void answer() {
        hung = call -> false;
        answers.countDown();
    }

    private <T> T wrapped(Class<T> type, Object real, String file) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    String name = given != null && given[0] instanceof String first ? first : file;
                    if (hung.test("%s %s".formatted(method.getName(), name).strip())) {
                        hangs.countDown();
                        answers.await();
                    }
                    try {
                        Object answer = method.invoke(real, given);
                        return answer instanceof Storage || answer instanceof StorageFile
                                ? wrapped(method.getReturnType(), answer, name)
                                : answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}
