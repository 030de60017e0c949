package dev.switchback.canary.replay;

import dev.switchback.pipeline.InvalidValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The subjects that are registered on the class path, in the files
 * {@code META-INF/services/dev.switchback.canary.replay.ReplaySubject}.
 *
 * <p>One that cannot be made, or two of the same name, are a problem of their own and do not stand in the way of others.
 */
public final class ReplaySubjects {

    /** A file that cannot be read would fail again and again. */
    private static final int MOST = 100;

    private final Map<String, ReplaySubject<?, ?>> byName = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ReplaySubjects() {}

    /** {@return those of the class loader of this thread, or of this library where it has none} */
    public static ReplaySubjects onClassPath() {
        ReplaySubjects found = new ReplaySubjects();
        Iterator<? extends ReplaySubject<?, ?>> listed = listed();
        boolean more = true;
        while (more && found.problems.size() < MOST) {
            more = found.addNext(listed);
        }
        return found;
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // a class has no parameters
    private static Iterator<? extends ReplaySubject<?, ?>> listed() {
        Iterator listed = ServiceLoader.load(ReplaySubject.class).iterator();
        return listed;
    }

    /** {@return whether there may be more: after an error the loader goes on with the next one} */
    private boolean addNext(Iterator<? extends ReplaySubject<?, ?>> listed) {
        try {
            if (!listed.hasNext()) {
                return false;
            }
            ReplaySubject<?, ?> subject = listed.next();
            String name = ReplayBundle.Origin.checkedSubject(subject.name());
            ReplaySubject<?, ?> other = byName.putIfAbsent(name, subject);
            if (other != null && !other.getClass().equals(subject.getClass())) {
                problems.add("%s and %s have the same name %s: the first is used"
                        .formatted(
                                other.getClass().getName(), subject.getClass().getName(), name));
            }
        } catch (ServiceConfigurationError | RuntimeException | LinkageError broken) {
            problems.add(String.valueOf(broken.getMessage()));
        }
        return true;
    }

    /** {@return the subject of that name} */
    public Optional<ReplaySubject<?, ?>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Returns the name of the class of a subject, as it is written in Java.
     *
     * @throws InvalidValueException if it has none
     */
    public static String classOf(ReplaySubject<?, ?> subject) {
        String name = subject.getClass().getCanonicalName();
        InvalidValueException.unless(
                name != null,
                "subject class",
                "one that has a name",
                subject.getClass().getName());
        return name;
    }

    /** {@return the names of all} */
    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** {@return what is wrong with some that are listed, a sentence each} */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
