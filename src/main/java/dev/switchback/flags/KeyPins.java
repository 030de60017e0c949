package dev.switchback.flags;

/** Which keys this process keeps on legacy because new failed on them; thread-safe, asked for each call. */
@FunctionalInterface
public interface KeyPins {

    /** No key is pinned. */
    KeyPins NONE = key -> false;

    /** {@return whether the key is pinned to legacy now} */
    boolean pinned(String key);
}
