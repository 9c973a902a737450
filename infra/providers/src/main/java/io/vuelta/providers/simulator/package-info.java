/**
 * The common parts of the providers' simulators: answers and ordered faults, and callbacks that are sent in order and
 * not twice after a restart.
 */
@NullMarked
package io.vuelta.providers.simulator;

import org.jspecify.annotations.NullMarked;
