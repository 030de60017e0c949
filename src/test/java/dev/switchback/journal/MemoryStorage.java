package dev.switchback.journal;

import dev.switchback.journal.disk.Storage;
import dev.switchback.journal.disk.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A disk in memory that can be told to fail, and forgets on {@link #crash} what was not forced: bytes of files, and the
 * names of files that no {@link #sync} followed.
 */
public final class MemoryStorage implements Storage {

    private final Disk disk;
    private final String directory;
    private Map<String, Node> names = new TreeMap<>();
    private Map<String, Node> durableNames = new TreeMap<>();
    private final List<Map<String, Node>> unsynced = new ArrayList<>(); // the names after each step since the last sync
    private final Map<String, MemoryStorage> inside = new HashMap<>();

    /** What all directories of one disk share. */
    private static final class Disk {
        private Predicate<String> fails = call -> false;
        private int calls;

        void call(String what) throws IOException {
            calls++;
            if (fails.test(what)) {
                throw new IOException("injected: " + what);
            }
        }
    }

    private static final class Node {
        private byte[] bytes = new byte[0];
        private byte[] durable = new byte[0];

        private void crash(Random random) {
            int kept =
                    random.nextInt(Math.min(durable.length, bytes.length), Math.max(durable.length, bytes.length) + 1);
            bytes = switch (random.nextInt(4)) {
                case 0 -> durable;
                case 1 -> bytes;
                case 2 -> Arrays.copyOf(bytes, Math.min(kept, bytes.length));
                default ->
                    Arrays.copyOf(durable, Math.max(kept, durable.length)); // the size made it, the bytes did not
            };
            durable = bytes;
        }
    }

    public MemoryStorage() {
        this(new Disk(), "memory");
    }

    private MemoryStorage(Disk disk, String directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** Calls that change something and fit fail; they are {@code <method> <file>}. */
    public void failOn(Predicate<String> calls) {
        disk.fails = calls;
    }

    /** Lets everything work again. */
    public void heal() {
        disk.fails = call -> false;
    }

    /** Lets the n-th call from now on that changes something fail, and all after it. */
    public void failFrom(int nth) {
        int first = disk.calls + nth;
        disk.fails = call -> disk.calls >= first;
    }

    /** {@return how many calls there were that change something} */
    public int calls() {
        return disk.calls;
    }

    /** Lets the n-th call from now on that changes something fail, and that one alone. */
    public void failOnce(int nth) {
        int only = disk.calls + nth;
        disk.fails = call -> disk.calls == only;
    }

    /** Lets the n-th call from now on that changes something fail, and the one after it, which may be to take it back. */
    public void failTwice(int nth) {
        int first = disk.calls + nth;
        disk.fails = call -> disk.calls == first || disk.calls == first + 1;
    }

    /** Loses the power, and with it all that was not forced. */
    public void crash() {
        disk.fails = call -> false;
        names = new TreeMap<>(durableNames);
        unsynced.clear();
        names.values().forEach(node -> node.bytes = node.durable);
        inside.values().forEach(MemoryStorage::crash);
    }

    /**
     * Loses the power while the disk was busy: of what was not forced any part may have made it, of the names those up
     * to any step.
     */
    public void crash(Random random) {
        disk.fails = call -> false;
        int steps = random.nextInt(unsynced.size() + 1);
        names = new TreeMap<>(steps == 0 ? durableNames : unsynced.get(steps - 1));
        durableNames = new TreeMap<>(names);
        unsynced.clear();
        names.values().forEach(node -> node.crash(random));
        inside.values().forEach(storage -> storage.crash(random));
    }

    /** {@return the bytes of a file} */
    public byte[] content(String name) {
        return names.get(name).bytes.clone();
    }

    /** Replaces the bytes of a file, durably, as a fault would. */
    public void tamper(String name, byte[] bytes) {
        Node node = new Node();
        node.bytes = bytes.clone();
        node.durable = node.bytes;
        names.put(name, node);
        durableNames.put(name, node);
    }

    /** {@return all files, those of the directories inside under their path} */
    public Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        names.forEach((name, node) -> contents.put(name, new String(node.bytes, StandardCharsets.ISO_8859_1)));
        inside.forEach((path, storage) ->
                storage.contents().forEach((name, content) -> contents.put(path + "/" + name, content)));
        return contents;
    }

    /** {@return a copy of all that is on the disk} */
    public MemoryStorage copy() {
        return copy(new Disk());
    }

    private MemoryStorage copy(Disk onto) {
        MemoryStorage copy = new MemoryStorage(onto, directory);
        names.forEach((name, node) -> copy.tamper(name, node.bytes));
        inside.forEach((name, storage) -> copy.inside.put(name, storage.copy(onto)));
        return copy;
    }

    @Override
    public String where() {
        return directory;
    }

    @Override
    public void prepare() throws IOException {
        disk.call("prepare " + directory);
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public List<String> directories() {
        return List.copyOf(inside.keySet());
    }

    @Override
    public Optional<FileFacts> facts(String name) {
        return Optional.ofNullable(names.get(name)).map(node -> new FileFacts(node.bytes.length, node));
    }

    @Override
    public StorageFile read(String name) throws IOException {
        return new Open(existing(name), name, false);
    }

    @Override
    public StorageFile write(String name) throws IOException {
        return new Open(existing(name), name, true);
    }

    private Node existing(String name) throws IOException {
        Node node = names.get(name);
        if (node == null) {
            throw new NoSuchFileException(name);
        }
        return node;
    }

    @Override
    public StorageFile create(String name) throws IOException {
        disk.call("create " + name);
        if (names.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        Node node = new Node();
        names.put(name, node);
        step();
        return new Open(node, name, true);
    }

    @Override
    public void move(String from, String to) throws IOException {
        disk.call("move " + from);
        names.put(to, existing(from));
        names.remove(from);
        step();
    }

    @Override
    public void delete(String name) throws IOException {
        disk.call("delete " + name);
        names.remove(name);
        step();
    }

    private void step() {
        unsynced.add(new TreeMap<>(names));
    }

    @Override
    public void sync() throws IOException {
        disk.call("sync " + directory);
        durableNames = new TreeMap<>(names);
        unsynced.clear();
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        disk.call("put " + name);
        Node node = new Node();
        node.bytes = content.clone();
        names.put(name, node);
        step();
    }

    @Override
    public MemoryStorage directory(String name, boolean create) {
        return inside.computeIfAbsent(name, wanted -> new MemoryStorage(disk, wanted));
    }

    @Override
    public Hold lock() throws IOException {
        disk.call("lock");
        return () -> {};
    }

    @Override
    public Optional<Hold> tryLock(String name) throws IOException {
        disk.call("lock " + name);
        return Optional.of(() -> {});
    }

    @Override
    public void close() {
        inside.values().forEach(MemoryStorage::close);
    }

    private final class Open implements StorageFile {
        private final Node node;
        private final String name;
        private final boolean writable;

        private Open(Node node, String name, boolean writable) {
            this.node = node;
            this.name = name;
            this.writable = writable;
        }

        @Override
        public int read(ByteBuffer into, long position) {
            if (position >= node.bytes.length) {
                return -1;
            }
            int length = (int) Math.min(into.remaining(), node.bytes.length - position);
            into.put(node.bytes, (int) position, length);
            return length;
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            if (!writable) {
                throw new IOException("opened for reading");
            }
            int length = Math.max(1, from.remaining() / 2); // a disk that fills up takes a part
            byte[] bytes = Arrays.copyOf(node.bytes, Math.max(node.bytes.length, (int) position + length));
            from.get(bytes, (int) position, length);
            node.bytes = bytes;
            disk.call("write " + name);
            return length;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            disk.call("force " + name);
            node.durable = node.bytes.clone();
        }

        @Override
        public void truncate(long size) throws IOException {
            disk.call("truncate " + name);
            node.bytes = Arrays.copyOf(node.bytes, (int) size);
        }

        @Override
        public long size() {
            return node.bytes.length;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
