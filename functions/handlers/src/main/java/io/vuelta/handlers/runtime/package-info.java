/** Code that all functions share: settings, AWS clients, stores, batches, log lines. */
@NullMarked
package io.vuelta.handlers.runtime;

import org.jspecify.annotations.NullMarked;
