/** The history of one contact: events, decisions, and the reasons why an attempt was not made. */
@NullMarked
package io.vuelta.domain.timeline;

import org.jspecify.annotations.NullMarked;
