@NullMarked
package io.vuelta.handlers.api.agents;

import org.jspecify.annotations.NullMarked;
