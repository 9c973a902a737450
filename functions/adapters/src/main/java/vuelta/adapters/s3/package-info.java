/** Contact files, reports and exports on S3. */
@NullMarked
package vuelta.adapters.s3;

import org.jspecify.annotations.NullMarked;
