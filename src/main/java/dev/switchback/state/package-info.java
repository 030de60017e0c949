/**
 * What is true about each migration, kept over restarts: documents with generations, changed by compare-and-set, and
 * the history behind them. Depends on {@code pipeline}, {@code event}, {@code health} and {@code journal}.
 */
@NullMarked
package dev.switchback.state;

import org.jspecify.annotations.NullMarked;
