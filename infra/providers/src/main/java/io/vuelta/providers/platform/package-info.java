/**
 * What the simulators of voice platforms share: calls that go their way, the log, magic numbers and ordered faults. Each
 * platform's package says how it is asked and what it tells.
 */
@NullMarked
package io.vuelta.providers.platform;

import org.jspecify.annotations.NullMarked;
