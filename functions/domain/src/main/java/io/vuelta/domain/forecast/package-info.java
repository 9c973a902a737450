/** Forecasts of campaigns: when all contacts will have been tried, with how many attempts, and at what cost. */
@NullMarked
package io.vuelta.domain.forecast;

import org.jspecify.annotations.NullMarked;
