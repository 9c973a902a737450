@NullMarked
package io.vuelta.adapters.s3;

import org.jspecify.annotations.NullMarked;
