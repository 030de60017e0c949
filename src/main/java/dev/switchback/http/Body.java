package dev.switchback.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request, which is read when somebody wants it, and only as far as it may go. For one thread. */
final class Body {

    private static final int BLOCK = 8_192;

    /** What is read of a body that nobody wanted, so that its sender gets to read the answer. */
    private static final int LINGERING = 1 << 20;

    private final HttpExchange exchange;
    private boolean whole;

    Body(HttpExchange exchange) {
        this.exchange = exchange;
        this.whole = announced() == 0;
    }

    /** How long it will be, -1 if only its end will tell. */
    private long announced() {
        if (exchange.getRequestHeaders().getFirst("Transfer-Encoding") != null) {
            return -1;
        }
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? 0 : Long.parseLong(length.strip()); // the server has refused any other text
    }

    byte[] read(int most) {
        long announced = announced();
        if (announced > most) {
            throw tooLong(most);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(announced < 0 ? BLOCK : (int) announced);
        try {
            copy(exchange.getRequestBody(), bytes, most);
        } catch (IOException broken) {
            throw RequestRefusedException.unreadable("the body could not be read to its end", broken);
        }
        if (announced >= 0 && bytes.size() != announced) {
            throw RequestRefusedException.of(
                    400, "the body is %d bytes long, and not %d as announced".formatted(bytes.size(), announced));
        }
        whole = true;
        return bytes.toByteArray();
    }

    private static void copy(InputStream from, ByteArrayOutputStream to, int most) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int count = from.read(block); count >= 0; count = from.read(block)) {
            if (to.size() + count > most) {
                throw tooLong(most);
            }
            to.write(block, 0, count);
        }
    }

    private static RequestRefusedException tooLong(int most) {
        return RequestRefusedException.of(
                413, "the body must be at most %d bytes long, but was longer".formatted(most));
    }

    /** {@return whether it was read to its end; else the connection cannot be used again} */
    boolean isWhole() {
        return whole;
    }

    /** Reads on once the answer is written: a connection closed with bytes unread would take the answer with it. */
    void discard() throws IOException {
        byte[] block = new byte[BLOCK];
        InputStream from = exchange.getRequestBody();
        int left = LINGERING;
        while (left > 0) {
            int count = from.read(block);
            if (count < 0) {
                return;
            }
            left -= count;
        }
    }
}
