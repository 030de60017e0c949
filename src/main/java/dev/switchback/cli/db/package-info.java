/**
 * The commands {@code switchback db ...}: database migrations, what is applied, what a rollback costs, and the rollback.
 * Depends on {@code schema}, {@code rollback}, {@code event}, {@code jdbc} and {@code cli.shell}.
 */
@NullMarked
package dev.switchback.cli.db;

import org.jspecify.annotations.NullMarked;
