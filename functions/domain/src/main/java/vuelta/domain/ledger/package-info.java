/** What is written together: contacts, attempts, counters and limits, in one transaction. */
@NullMarked
package vuelta.domain.ledger;

import org.jspecify.annotations.NullMarked;
