/**
 * The commands that change something: percentage, override, canary, breaker, rollback. Depends on {@code cli.shell} and
 * on what it changes.
 */
@NullMarked
package dev.switchback.cli.control;

import org.jspecify.annotations.NullMarked;
