/** What functions ask of AWS, compared with what the template lets them. */
@NullMarked
package io.vuelta.cloud.access;

import org.jspecify.annotations.NullMarked;
