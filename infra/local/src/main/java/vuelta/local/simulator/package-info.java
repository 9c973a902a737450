/**
 * What the providers' simulators share: a server on the loopback interface, callbacks that are sent in order and not twice
 * after a restart, and a journal to go on from after a kill.
 */
@NullMarked
package vuelta.local.simulator;

import org.jspecify.annotations.NullMarked;
