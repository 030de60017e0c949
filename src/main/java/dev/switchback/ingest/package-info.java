/**
 * The durable queue that takes events in, processes them in its five modes, and can be taken back to synchronous
 * processing without losing one. Depends on {@code pipeline}, {@code event}, {@code health}, {@code state},
 * {@code fleet}, {@code rollback}, {@code jdbc} and {@code http}.
 */
@NullMarked
package dev.switchback.ingest;

import org.jspecify.annotations.NullMarked;
