/**
 * Code that the adapters of voice platforms share: a call is requested once, looked up by its attempt, and its results
 * are read.
 */
@NullMarked
package io.vuelta.adapters.provider.platform;

import org.jspecify.annotations.NullMarked;
