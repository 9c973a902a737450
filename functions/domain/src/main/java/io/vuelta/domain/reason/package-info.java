/** The codes of what is decided and reported about contacts, attempts and campaigns; every package writes them. */
@NullMarked
package io.vuelta.domain.reason;

import org.jspecify.annotations.NullMarked;
