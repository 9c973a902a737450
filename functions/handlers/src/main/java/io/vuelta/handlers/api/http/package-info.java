/**
 * Code that the HTTPS API's resources share: requests, responses, errors, routes, paging, the reading of fields and
 * views of the domain.
 */
@NullMarked
package io.vuelta.handlers.api.http;

import org.jspecify.annotations.NullMarked;
