/** DynamoDB Streams: the changes of the template's tables, handed to functions as Lambda's event source mappings do. */
@NullMarked
package vuelta.local.streams;

import org.jspecify.annotations.NullMarked;
