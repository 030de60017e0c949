/**
 * What can be asked of database migrations, and what is answered: values without behaviour. Depends on {@code pipeline},
 * {@code event}, {@code state}, {@code schema.sql} and {@code schema.track}.
 */
@NullMarked
package dev.switchback.schema.model;

import org.jspecify.annotations.NullMarked;
