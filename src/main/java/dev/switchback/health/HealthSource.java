package dev.switchback.health;

/** A feature that can say how well it is; asked at any time, from any thread, without I/O. */
public interface HealthSource {

    /** {@return the component's name in camel case, such as {@code breaker} or {@code stateStore}} */
    String component();

    /** {@return how well it is now} */
    ComponentHealth health();
}
