/**
 * The append-only file: records as lines of JSON, numbered, chained and checked, with recovery and rotation. Depends on
 * {@code journal.disk}.
 */
@NullMarked
package dev.switchback.journal;

import org.jspecify.annotations.NullMarked;
