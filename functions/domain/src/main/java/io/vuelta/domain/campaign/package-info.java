/** A campaign: its settings, its life cycle, and why it waits. */
@NullMarked
package io.vuelta.domain.campaign;

import org.jspecify.annotations.NullMarked;
