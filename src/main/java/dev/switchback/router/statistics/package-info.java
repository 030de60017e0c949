/** What the calls of one migration came to. Depends on {@code pipeline} and {@code canary}. */
@NullMarked
package dev.switchback.router.statistics;

import org.jspecify.annotations.NullMarked;
