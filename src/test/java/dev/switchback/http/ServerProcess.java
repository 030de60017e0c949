package dev.switchback.http;

import java.io.IOException;
import java.util.List;

/** A server with one thread in a process of its own, where nobody has read the limits of the JDK's server yet. */
final class ServerProcess {

    private ServerProcess() {}

    /** Says on which port it listens, and ends with its input. */
    public static void main(String[] arguments) throws IOException {
        Route live = new Route("GET", "/live", request -> Response.empty(204));
        Route post =
                new Route("POST", "/things", request -> Response.json(200, java.util.Map.of("is", request.text(100))));
        try (WebServer server = WebServer.of(List.of(live, post)).threads(1).start()) {
            System.out.println(server.uri());
            System.in.transferTo(System.err);
        }
    }
}
