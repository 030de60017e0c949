/**
 * A queue by HTTP: the way in, and whether it is well. Depends on {@code ingest}, {@code ingest.queue}, {@code http},
 * {@code health} and {@code pipeline}.
 */
@NullMarked
package dev.switchback.ingest.http;

import org.jspecify.annotations.NullMarked;
