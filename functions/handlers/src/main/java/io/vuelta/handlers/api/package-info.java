/**
 * The function that serves the HTTPS API: agents, lines, campaigns, uploads, contacts, attempts, results, exports, the
 * do-not-contact list, people, webhook endpoints and API keys.
 */
@NullMarked
package io.vuelta.handlers.api;

import org.jspecify.annotations.NullMarked;
