package dev.switchback.journal;

import dev.switchback.journal.disk.Storage;
import dev.switchback.journal.disk.StorageFile;
import dev.switchback.journal.disk.StorageInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses sealed segments one by one. The plain file goes only after the compressed one is durable under its name
 * and was read back byte for byte.
 */
final class Archive {

    private final Storage storage;
    private final Predicate<byte[]> old;

    Archive(Storage storage, Predicate<byte[]> old) {
        this.storage = storage;
        this.old = old;
    }

    List<String> run() throws IOException {
        List<String> written = new ArrayList<>();
        for (Segments.Sealed segment : Segments.sealed(storage.list())) {
            if (!segment.isZipped() && isOld(segment)) {
                written.add(zip(segment));
            }
        }
        return written;
    }

    private boolean isOld(Segments.Sealed segment) throws IOException {
        try (BackwardLines lines = new BackwardLines(storage.read(segment.name()))) {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (RecordFormat.decode(line.get()).isPresent()) {
                    return old.test(line.get());
                }
            }
            return false;
        }
    }

    private String zip(Segments.Sealed segment) throws IOException {
        String temporary = Segments.beingZippedName(segment);
        String name = Segments.zippedName(segment);
        storage.delete(temporary);
        try (StorageFile target = storage.create(temporary)) {
            try (InputStream plain = segment.open(storage);
                    OutputStream zipped = new GZIPOutputStream(new Output(target))) {
                plain.transferTo(zipped);
            }
            target.force(true);
        }
        try (InputStream plain = segment.open(storage);
                InputStream zipped = new GZIPInputStream(new StorageInput(storage.read(temporary), 0))) {
            if (!same(plain, zipped)) {
                throw new IOException("%s was not what had been written".formatted(temporary));
            }
        }
        storage.move(temporary, name);
        storage.sync();
        storage.delete(segment.name());
        storage.sync();
        return name;
    }

    private static boolean same(InputStream one, InputStream other) throws IOException {
        int block = 1 << 16;
        while (true) {
            byte[] left = one.readNBytes(block);
            if (!Arrays.equals(left, other.readNBytes(block))) {
                return false;
            }
            if (left.length == 0) {
                return true;
            }
        }
    }

    /** Writes one after the other; closing it leaves the file open, which is still to be forced. */
    private static final class Output extends OutputStream {
        private final StorageFile file;
        private long position;

        private Output(StorageFile file) {
            this.file = file;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.writeFully(ByteBuffer.wrap(bytes, offset, length), position);
            position += length;
        }
    }
}
