/**
 * The commands that look: status, health, statistics, report, explain, simulate, history, doctor. Depends on
 * {@code cli.shell} and on what it shows.
 */
@NullMarked
package dev.switchback.cli.read;

import org.jspecify.annotations.NullMarked;
