/** S3: buckets in a directory, and the word to a queue that an object has come. */
@NullMarked
package io.vuelta.local.objects;

import org.jspecify.annotations.NullMarked;
