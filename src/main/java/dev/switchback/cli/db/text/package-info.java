/**
 * What is known of database migrations, as lines for people and as fields for programs. Depends on {@code schema} and
 * {@code cli.shell}.
 */
@NullMarked
package dev.switchback.cli.db.text;

import org.jspecify.annotations.NullMarked;
