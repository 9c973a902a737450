/** What is to be expected of a campaign: when it will have tried everybody, with how many attempts, and what they cost. */
@NullMarked
package io.vuelta.domain.forecast;

import org.jspecify.annotations.NullMarked;
