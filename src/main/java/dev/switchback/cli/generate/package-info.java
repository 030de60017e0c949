/**
 * The main job: models for the tables of a database, by either pipeline, compared and committed as a whole. Depends on
 * the door, {@code activemodel}, {@code jdbc}, {@code canary} and {@code cli.shell}.
 */
@NullMarked
package dev.switchback.cli.generate;

import org.jspecify.annotations.NullMarked;
