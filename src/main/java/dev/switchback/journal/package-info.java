/**
 * The append-only file: records as lines of JSON, numbered, chained and checked, with recovery, rotation and the small
 * files beside it. Depends on nothing.
 */
@NullMarked
package dev.switchback.journal;

import org.jspecify.annotations.NullMarked;
