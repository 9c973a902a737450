/** S3: buckets in a directory, and notifications to queues of new objects. */
@NullMarked
package io.vuelta.cloud.objects;

import org.jspecify.annotations.NullMarked;
