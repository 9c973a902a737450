/**
 * The function that adds contacts to the table, as batches of a file and as copies, and runs jobs, erasures of people and
 * removals of old contacts.
 */
@NullMarked
package io.vuelta.handlers.load;

import org.jspecify.annotations.NullMarked;
