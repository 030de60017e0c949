package dev.switchback.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connection to an HTTP server on which a test writes whatever it likes. */
public final class RawHttp implements AutoCloseable {

    private static final int PATIENCE = 60_000;

    private final Socket socket;

    private RawHttp(Socket socket) {
        this.socket = socket;
    }

    public static RawHttp to(URI server) throws IOException {
        Socket socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort());
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
        return new RawHttp(socket);
    }

    /** {@return the answer to one request, after which the server or we close} */
    public static Answer ask(URI server, String request) throws IOException {
        try (RawHttp connection = to(server)) {
            connection.write(request);
            return connection.lastAnswer();
        }
    }

    /** Writes text, each character as one byte. */
    public RawHttp write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawHttp write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Says that nothing more will come, and returns what the server says to its end. */
    public Answer lastAnswer() throws IOException {
        socket.shutdownOutput();
        return toTheEnd();
    }

    /** {@return what the server says until it closes; empty if it says nothing} */
    public Answer toTheEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (java.net.SocketException reset) { // closed with bytes of ours unread
            return Answer.of(all.toString(StandardCharsets.UTF_8));
        }
        return Answer.of(all.toString(StandardCharsets.UTF_8));
    }

    /** {@return the next answer that says how long it is, on a connection that stays open} */
    public Answer nextAnswer() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return Answer.of(head.toString());
            }
            head.append((char) next);
        }
        Answer answer = Answer.of(head.toString());
        int length = Integer.parseInt(answer.header("content-length"));
        return new Answer(answer.status(), answer.headers(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What a server answered; status 0 if it closed without a word. */
    public record Answer(int status, List<String> headers, String body) {

        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                return new Answer(0, List.of(), text);
            }
            List<String> lines = text.substring(0, end).lines().toList();
            return new Answer(Integer.parseInt(lines.get(0).split(" ", -1)[1]), lines, text.substring(end + 4));
        }

        /** {@return a header, empty if it is not there} */
        public String header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT)
                            .startsWith(name.toLowerCase(java.util.Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }
}
