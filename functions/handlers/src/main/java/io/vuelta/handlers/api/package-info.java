/**
 * The function that serves the HTTPS API: agents, lines, campaigns, uploads, contacts, attempts, results and exports.
 */
@NullMarked
package io.vuelta.handlers.api;

import org.jspecify.annotations.NullMarked;
