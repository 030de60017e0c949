/**
 * Takes the new pipeline out of service when it fails in a burst, and lets it back in by probes; hides Resilience4j.
 * Depends on {@code pipeline}, {@code event} and {@code health}.
 */
@NullMarked
package dev.switchback.breaker;

import org.jspecify.annotations.NullMarked;
