package dev.switchback.http;

import dev.switchback.pipeline.InvalidValueException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Collects what a server works with; for one thread. What is not set has the default that its setter names. */
public final class WebServerBuilder {

    private static final String ADDRESS = "an address of this machine";

    final List<Route> routes;
    private final Set<String> names = new HashSet<>();
    private String host = "127.0.0.1";
    private int port;
    private boolean authenticated;
    int threads = 256;
    int waiting = 256;
    Duration grace = Duration.ofSeconds(10);

    WebServerBuilder(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** Sets the address to listen on; {@code 127.0.0.1} by default. Any but a loopback needs {@link #authenticated}. */
    public WebServerBuilder host(String address) {
        InvalidValueException.unless(address.matches("[A-Za-z0-9.:_-]{1,255}"), "host", ADDRESS, address);
        host = address;
        return this;
    }

    /** Sets the port, 0 to 65535; by default 0: any that is free. */
    public WebServerBuilder port(int number) {
        InvalidValueException.unless(number >= 0 && number <= 65_535, "port", "from 0 to 65535", number);
        port = number;
        return this;
    }

    /** Says whether the routes that do something ask for a secret; by default they do not. */
    public WebServerBuilder authenticated(boolean asksForSecrets) {
        authenticated = asksForSecrets;
        return this;
    }

    /** Adds a name by which the server is called, beside those of the machine itself; without a port. */
    public WebServerBuilder calledAlso(String name) {
        InvalidValueException.unless(name.matches("[A-Za-z0-9._-]{1,255}"), "name", "a name of a host", name);
        names.add(name.toLowerCase(Locale.ROOT));
        return this;
    }

    /** Sets how many requests are answered at once, 1 to 4096; 256 by default. */
    public WebServerBuilder threads(int number) {
        InvalidValueException.unless(number >= 1 && number <= 4_096, "threads", "from 1 to 4096", number);
        threads = number;
        return this;
    }

    /** Sets how many more may wait before others are refused by 503, 1 to 65536; 256 by default. */
    public WebServerBuilder waiting(int requests) {
        InvalidValueException.unless(requests >= 1 && requests <= 65_536, "waiting", "from 1 to 65536", requests);
        waiting = requests;
        return this;
    }

    /** Sets how long closing waits for answers that are being made, up to an hour; 10 s by default. */
    public WebServerBuilder grace(Duration time) {
        InvalidValueException.unless(
                !time.isNegative() && time.compareTo(Duration.ofHours(1)) <= 0, "grace", "from nothing to 1 h", time);
        grace = time;
        return this;
    }

    /**
     * Begins to listen.
     *
     * @throws InvalidValueException for an address that others can reach, where nothing asks for a secret
     * @throws ListenException if somebody else listens there
     */
    public WebServer start() {
        return WebServer.start(this);
    }

    InetSocketAddress address() {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw InvalidValueException.of("host", ADDRESS, host, unknown);
        }
        InvalidValueException.unless(
                address.isLoopbackAddress() || authenticated,
                "host",
                "a loopback address unless requests are authenticated",
                host);
        return new InetSocketAddress(address, port);
    }

    AllowedHosts allowedHosts() {
        return new AllowedHosts(authenticated && names.isEmpty(), names);
    }
}
