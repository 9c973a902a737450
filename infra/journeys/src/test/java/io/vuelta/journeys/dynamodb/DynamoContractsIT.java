package io.vuelta.journeys.dynamodb;

import io.vuelta.adapters.dynamodb.DynamoAgentReplies;
import io.vuelta.adapters.dynamodb.DynamoAgents;
import io.vuelta.adapters.dynamodb.DynamoApiKeys;
import io.vuelta.adapters.dynamodb.DynamoAttempts;
import io.vuelta.adapters.dynamodb.DynamoBooks;
import io.vuelta.adapters.dynamodb.DynamoCampaigns;
import io.vuelta.adapters.dynamodb.DynamoClaimBatches;
import io.vuelta.adapters.dynamodb.DynamoContacts;
import io.vuelta.adapters.dynamodb.DynamoConversations;
import io.vuelta.adapters.dynamodb.DynamoCounts;
import io.vuelta.adapters.dynamodb.DynamoDeliveryLog;
import io.vuelta.adapters.dynamodb.DynamoDoNotContact;
import io.vuelta.adapters.dynamodb.DynamoEndpoints;
import io.vuelta.adapters.dynamodb.DynamoErasures;
import io.vuelta.adapters.dynamodb.DynamoExports;
import io.vuelta.adapters.dynamodb.DynamoIdempotencyStore;
import io.vuelta.adapters.dynamodb.DynamoJobs;
import io.vuelta.adapters.dynamodb.DynamoLines;
import io.vuelta.adapters.dynamodb.DynamoPeople;
import io.vuelta.adapters.dynamodb.DynamoReceivedMessages;
import io.vuelta.adapters.dynamodb.DynamoRemovals;
import io.vuelta.adapters.dynamodb.DynamoRequestCounts;
import io.vuelta.adapters.dynamodb.DynamoTable;
import io.vuelta.adapters.dynamodb.DynamoTraces;
import io.vuelta.adapters.dynamodb.DynamoUndeliveredEvents;
import io.vuelta.adapters.dynamodb.DynamoUploads;
import io.vuelta.adapters.dynamodb.DynamoUserIds;
import io.vuelta.domain.access.ApiKeys;
import io.vuelta.domain.access.IdempotencyStore;
import io.vuelta.domain.access.RequestCounts;
import io.vuelta.domain.attempt.AgentReplies;
import io.vuelta.domain.attempt.ReceivedMessages;
import io.vuelta.domain.erasure.Erasures;
import io.vuelta.domain.erasure.Traces;
import io.vuelta.domain.event.DeliveryLog;
import io.vuelta.domain.event.Endpoints;
import io.vuelta.domain.event.UndeliveredEvents;
import io.vuelta.domain.phone.UserIds;
import io.vuelta.domain.retention.Removals;
import io.vuelta.testkit.contracts.AgentRepliesContract;
import io.vuelta.testkit.contracts.AgentsContract;
import io.vuelta.testkit.contracts.ApiKeysContract;
import io.vuelta.testkit.contracts.AttemptsContract;
import io.vuelta.testkit.contracts.BooksContract;
import io.vuelta.testkit.contracts.CampaignsContract;
import io.vuelta.testkit.contracts.ClaimBatchesContract;
import io.vuelta.testkit.contracts.ContactsContract;
import io.vuelta.testkit.contracts.ConversationsContract;
import io.vuelta.testkit.contracts.CountsContract;
import io.vuelta.testkit.contracts.DoNotContactContract;
import io.vuelta.testkit.contracts.EndpointsContract;
import io.vuelta.testkit.contracts.ErasureContract;
import io.vuelta.testkit.contracts.ExportsContract;
import io.vuelta.testkit.contracts.HasStores;
import io.vuelta.testkit.contracts.IdempotencyContract;
import io.vuelta.testkit.contracts.JobsContract;
import io.vuelta.testkit.contracts.LinesContract;
import io.vuelta.testkit.contracts.MessagesContract;
import io.vuelta.testkit.contracts.PeopleContract;
import io.vuelta.testkit.contracts.ReceivedMessagesContract;
import io.vuelta.testkit.contracts.RemovalsContract;
import io.vuelta.testkit.contracts.RequestLimitContract;
import io.vuelta.testkit.contracts.StoresUnderTest;
import io.vuelta.testkit.contracts.UploadsContract;
import io.vuelta.testkit.contracts.UserIdsContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;

/** The stores on the template's table, in DynamoDB Local, fulfil the same contracts as the fakes. */
class DynamoContractsIT {
    @AutoClose
    private static final TemplateTable STARTED = TemplateTable.start();

    private static final DynamoTable TABLE = STARTED.table();
    private static final StoresUnderTest STORES = stores();

    private interface SameStores extends HasStores {
        @Override
        default StoresUnderTest stores() {
            return STORES;
        }
    }

    private static StoresUnderTest stores() {
        return new StoresUnderTest(
                new DynamoCampaigns(TABLE),
                new DynamoContacts(TABLE),
                new DynamoPeople(TABLE),
                new DynamoAttempts(TABLE),
                new DynamoConversations(TABLE),
                new StoresUnderTest.Pacing(
                        new DynamoLines(TABLE, InstantSource.system()),
                        new DynamoBooks(TABLE),
                        new DynamoClaimBatches(TABLE),
                        new DynamoCounts(TABLE)),
                new DynamoAgents(TABLE),
                new DynamoUploads(TABLE),
                new DynamoExports(TABLE),
                new DynamoJobs(TABLE),
                new DynamoDoNotContact(TABLE));
    }

    @Nested
    class DynamoAgentsIT extends AgentsContract implements SameStores {}

    @Nested
    class DynamoAttemptsIT extends AttemptsContract implements SameStores {}

    @Nested
    class DynamoCampaignsIT extends CampaignsContract implements SameStores {}

    @Nested
    class DynamoContactsIT extends ContactsContract implements SameStores {}

    @Nested
    class DynamoPeopleIT extends PeopleContract implements SameStores {}

    @Nested
    class DynamoConversationsIT extends ConversationsContract implements SameStores {}

    @Nested
    class DynamoMessagesIT extends MessagesContract implements SameStores {}

    @Nested
    class DynamoDoNotContactIT extends DoNotContactContract implements SameStores {}

    @Nested
    class DynamoExportsIT extends ExportsContract implements SameStores {}

    @Nested
    class DynamoJobsIT extends JobsContract implements SameStores {}

    @Nested
    class DynamoBooksIT extends BooksContract implements SameStores {}

    @Nested
    class DynamoClaimBatchesIT extends ClaimBatchesContract implements SameStores {}

    @Nested
    class DynamoCountsIT extends CountsContract implements SameStores {}

    @Nested
    class DynamoLinesIT extends LinesContract implements SameStores {}

    @Nested
    class DynamoUploadsIT extends UploadsContract implements SameStores {}

    @Nested
    class DynamoRemovalsIT extends RemovalsContract implements SameStores {
        @Override
        protected Removals removals() {
            return new DynamoRemovals(TABLE, userIds());
        }

        @Override
        protected UserIds userIds() {
            return new DynamoUserIds(TABLE, InstantSource.system());
        }
    }

    @Nested
    class DynamoErasureIT extends ErasureContract implements SameStores {
        @Override
        protected Erasures erasures() {
            return new DynamoErasures(TABLE);
        }

        @Override
        protected Traces traces() {
            return new DynamoTraces(TABLE, userIds());
        }

        @Override
        protected UserIds userIds() {
            return new DynamoUserIds(TABLE, InstantSource.system());
        }

        @Override
        protected ReceivedMessages replies() {
            return new DynamoReceivedMessages(TABLE);
        }
    }

    @Nested
    class DynamoUserIdsIT extends UserIdsContract {
        @Override
        protected UserIds userIds() {
            return new DynamoUserIds(TABLE, InstantSource.system());
        }
    }

    @Nested
    class DynamoReceivedMessagesIT extends ReceivedMessagesContract {
        @Override
        protected ReceivedMessages messages() {
            return new DynamoReceivedMessages(TABLE);
        }
    }

    @Nested
    class DynamoAgentRepliesIT extends AgentRepliesContract {
        @Override
        protected AgentReplies replies() {
            return new DynamoAgentReplies(TABLE);
        }
    }

    @Nested
    class DynamoApiKeysIT extends ApiKeysContract {
        @Override
        protected ApiKeys keys() {
            return new DynamoApiKeys(TABLE);
        }
    }

    @Nested
    class DynamoRequestLimitIT extends RequestLimitContract {
        @Override
        protected RequestCounts counts() {
            return new DynamoRequestCounts(TABLE);
        }
    }

    @Nested
    class DynamoIdempotencyIT extends IdempotencyContract {
        @Override
        protected IdempotencyStore store() {
            return new DynamoIdempotencyStore(TABLE);
        }
    }

    @Nested
    class DynamoEndpointsIT extends EndpointsContract {
        @Override
        protected Endpoints endpoints() {
            return new DynamoEndpoints(TABLE);
        }

        @Override
        protected UndeliveredEvents undelivered() {
            return new DynamoUndeliveredEvents(TABLE);
        }

        @Override
        protected DeliveryLog log() {
            return new DynamoDeliveryLog(TABLE);
        }
    }
}
