/** Contact files, reports and exports on S3. */
@NullMarked
package io.vuelta.adapters.s3;

import org.jspecify.annotations.NullMarked;
