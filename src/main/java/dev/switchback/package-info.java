/**
 * The front door: {@link dev.switchback.Migration} puts one migration together, and says how it is. Depends on
 * everything from {@code pipeline} to {@code router}.
 */
@NullMarked
package dev.switchback;

import org.jspecify.annotations.NullMarked;
