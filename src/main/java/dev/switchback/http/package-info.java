/**
 * A small HTTP server on that of the JDK, for programs: routes, limits, and JSON. Depends on {@code pipeline}.
 */
@NullMarked
package dev.switchback.http;

import org.jspecify.annotations.NullMarked;
