/**
 * The command {@code switchback} and the demonstration: finds the command that is named and loads nothing else. Depends
 * on the packages of the commands, which nothing else uses.
 */
@NullMarked
package dev.switchback.cli;

import org.jspecify.annotations.NullMarked;
