/**
 * Routes each request between the two pipelines, and takes routing back. Depends on every package above it but
 * {@code journal}, {@code jdbc} and {@code http}.
 */
@NullMarked
package dev.switchback.router;

import org.jspecify.annotations.NullMarked;
