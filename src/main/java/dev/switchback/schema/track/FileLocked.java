package dev.switchback.schema.track;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** SQLite: a lock on a file beside the database, which the system takes away with the process. */
final class FileLocked implements SchemaLock.Way {

    private final SchemaTarget target;

    FileLocked(SchemaTarget target) {
        this.target = target;
    }

    @Override
    public Optional<SchemaLock.Held> tryLock() throws SQLException {
        String file = file();
        if (file.isEmpty()) {
            return Optional.of(() -> {}); // a database in memory is its connection's alone
        }
        try {
            return locked(FileChannel.open(
                    Path.of(file + ".switchback-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException failed) {
            throw new SQLException("the file beside the database cannot be locked: %s".formatted(failed), failed);
        }
    }

    private static Optional<SchemaLock.Held> locked(FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException ours) { // another thread of this process
            lock = null;
        }
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(() -> {
            try {
                channel.close();
            } catch (IOException failed) {
                throw new SQLException("the lock cannot be given back", failed);
            }
        });
    }

    private String file() throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma database_list")) {
            while (row.next()) {
                if (row.getString("name").equals("main")) {
                    return String.valueOf(row.getString("file")).replace("null", "");
                }
            }
        }
        return "";
    }

    @Override
    public String holder() {
        return "another process";
    }
}
