/** The pacer: who may be tried now, when exactly, and when to look again. */
@NullMarked
package io.vuelta.domain.pace;

import org.jspecify.annotations.NullMarked;
