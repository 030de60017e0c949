/**
 * Where the command line's log goes: to stderr, without a configuration file, since reading one costs a third of the
 * start. Depends on SLF4J and {@code cli.shell}.
 */
@NullMarked
package dev.switchback.cli.log;

import org.jspecify.annotations.NullMarked;
