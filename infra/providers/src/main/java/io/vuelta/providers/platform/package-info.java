/**
 * The common parts of the simulators of voice platforms: running calls, the log, magic numbers and ordered faults. Each
 * platform's package has its requests, answers and events.
 */
@NullMarked
package io.vuelta.providers.platform;

import org.jspecify.annotations.NullMarked;
