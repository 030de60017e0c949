/**
 * Migrations as files: their versions, the folder that holds them, and the templates of new ones. Depends on
 * {@code schema.sql}, for what is in the files, and on {@code pipeline}, for its exceptions.
 */
@NullMarked
package dev.switchback.schema.sql.files;

import org.jspecify.annotations.NullMarked;
