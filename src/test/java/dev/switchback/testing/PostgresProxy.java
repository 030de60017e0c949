package dev.switchback.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and PostgreSQL, and can lose the answer to a commit, or all connections. */
public final class PostgresProxy implements AutoCloseable {

    private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket door;
    private final String host;
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger toLose = new AtomicInteger();
    private volatile boolean shut;

    /** Stands before the server of a URL. */
    public PostgresProxy(String url) throws IOException {
        URI server = URI.create(url.substring("jdbc:".length()));
        host = server.getHost();
        port = server.getPort();
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** {@return the same URL, by way of the proxy; commands are sent as texts, so that it knows a commit} */
    public String through(String url) {
        String led = url.replace("%s:%d".formatted(host, port), "localhost:%d".formatted(door.getLocalPort()));
        return led + "&prepareThreshold=0";
    }

    /** Lets the server have the next commits, so many, and breaks the connection before it can answer. */
    public void loseAnswers(int commits) {
        toLose.set(commits);
    }

    /** {@return how many answers are still to be lost} */
    public int left() {
        return toLose.get();
    }

    /** Breaks all connections, and lets no new one through until it is opened again. */
    public void shut() {
        shut = true;
        open.forEach(PostgresProxy::close);
    }

    /** Lets connections through again. */
    public void reopen() {
        shut = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                if (shut) {
                    close(client);
                    continue;
                }
                Socket server = new Socket(host, port);
                open.addAll(List.of(client, server));
                daemon(() -> toServer(client, server));
                daemon(() -> copy(server, client));
            }
        } catch (IOException closed) {
            shut = true;
        }
    }

    private void toServer(Socket client, Socket server) {
        byte[] block = new byte[1 << 16];
        try (InputStream input = client.getInputStream();
                OutputStream output = server.getOutputStream()) {
            for (int count = input.read(block); count > 0; count = input.read(block)) {
                boolean lose = holdsCommit(block, count) && toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                if (lose) {
                    close(client); // before the server has it: no answer can slip through
                }
                output.write(block, 0, count);
                output.flush();
                if (lose) {
                    server.shutdownOutput();
                    server.getInputStream().readAllBytes(); // until it has done it, and sees that nobody is there
                    return;
                }
            }
        } catch (IOException broken) {
            close(client);
        } finally {
            close(server);
        }
    }

    private static boolean holdsCommit(byte[] block, int count) {
        for (int at = 0; at + COMMIT.length <= count; at++) {
            int same = 0;
            while (same < COMMIT.length && block[at + same] == COMMIT[same]) {
                same++;
            }
            if (same == COMMIT.length) {
                return true;
            }
        }
        return false;
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream input = from.getInputStream();
                OutputStream output = to.getOutputStream()) {
            input.transferTo(output);
        } catch (IOException broken) {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "postgres-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        shut();
    }
}
