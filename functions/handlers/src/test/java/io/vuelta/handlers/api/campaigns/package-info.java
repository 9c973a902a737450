@NullMarked
package io.vuelta.handlers.api.campaigns;

import org.jspecify.annotations.NullMarked;
