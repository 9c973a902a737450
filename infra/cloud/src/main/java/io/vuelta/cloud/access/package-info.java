/** Compares the calls of functions to AWS with the permissions in the template. */
@NullMarked
package io.vuelta.cloud.access;

import org.jspecify.annotations.NullMarked;
