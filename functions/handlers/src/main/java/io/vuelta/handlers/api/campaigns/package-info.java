/** Campaigns: create, list, show, change, copy, start and stop. */
@NullMarked
package io.vuelta.handlers.api.campaigns;

import org.jspecify.annotations.NullMarked;
