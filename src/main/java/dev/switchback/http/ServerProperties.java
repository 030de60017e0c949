package dev.switchback.http;

import java.util.Map;

/**
 * The limits that the server of the JDK takes from system properties, once, when its classes are loaded. What somebody
 * has set stays.
 */
final class ServerProperties {

    /** Names as the JDK documents them; times in seconds. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "20", // from a request's first byte to its last: slow senders
            "sun.net.httpserver.maxRspTime", "300", // from there to the answer's last: slow handlers and readers
            "sun.net.httpserver.idleInterval", "30",
            "sun.net.httpserver.maxIdleConnections", "1024",
            "jdk.httpserver.maxConnections", "2048",
            "sun.net.httpserver.maxReqHeaders", "100",
            "sun.net.httpserver.maxReqHeaderSize", "65536",
            "sun.net.httpserver.nodelay", "true"); // else an answer waits 40 ms for the sender's delayed ACK

    private ServerProperties() {}

    static void setIfAbsent() {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
