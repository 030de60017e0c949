/**
 * Down scripts that are made from the catalogs, and the proof of down scripts: in a clone, where a schema is led back to
 * what it was, step by step. Depends on {@code schema.catalog}, and
 * on {@code pipeline}, for its exceptions.
 */
@NullMarked
package dev.switchback.schema.down;

import org.jspecify.annotations.NullMarked;
