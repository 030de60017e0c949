/**
 * Where the command line's log goes: to stderr, without reading a configuration file first. Depends on SLF4J and
 * {@code cli.shell}.
 */
@NullMarked
package dev.switchback.cli.log;

import org.jspecify.annotations.NullMarked;
