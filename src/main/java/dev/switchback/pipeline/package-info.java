/** What users write: the two pipelines, the route between them and how a call ended. Depends on nothing. */
@NullMarked
package dev.switchback.pipeline;

import org.jspecify.annotations.NullMarked;
