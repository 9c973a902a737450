/** What the adapters of voice platforms share: how a call is asked for once, looked up by its attempt, and told of. */
@NullMarked
package io.vuelta.adapters.provider.platform;

import org.jspecify.annotations.NullMarked;
