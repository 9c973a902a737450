/** S3: buckets in a directory, and the word to a queue that an object has come. */
@NullMarked
package io.vuelta.cloud.objects;

import org.jspecify.annotations.NullMarked;
