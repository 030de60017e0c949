/**
 * What follows from the journal: records and documents as JSON, each migration as its records make it, and what of it
 * can be trusted, and what is told when nothing can be written. Depends on {@code event}, {@code journal} and
 * {@code state}.
 */
@NullMarked
package dev.switchback.state.view;

import org.jspecify.annotations.NullMarked;
