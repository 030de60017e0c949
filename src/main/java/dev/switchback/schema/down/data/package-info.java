/**
 * What a migration does to rows: from its statements, and from the catalogs before and after it. Depends on
 * {@code schema.catalog}.
 */
@NullMarked
package dev.switchback.schema.down.data;

import org.jspecify.annotations.NullMarked;
