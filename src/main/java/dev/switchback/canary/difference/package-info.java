/** What comparing two answers found: each difference, what it amounts to, and its class. Depends on {@code pipeline}. */
@NullMarked
package dev.switchback.canary.difference;

import org.jspecify.annotations.NullMarked;
