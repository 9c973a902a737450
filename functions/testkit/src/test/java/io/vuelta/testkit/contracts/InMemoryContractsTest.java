package io.vuelta.testkit.contracts;

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
import io.vuelta.testkit.fakes.InMemoryAgentReplies;
import io.vuelta.testkit.fakes.InMemoryApiKeys;
import io.vuelta.testkit.fakes.InMemoryDeliveryLog;
import io.vuelta.testkit.fakes.InMemoryEndpoints;
import io.vuelta.testkit.fakes.InMemoryIdempotencyStore;
import io.vuelta.testkit.fakes.InMemoryReceivedMessages;
import io.vuelta.testkit.fakes.InMemoryRequestCounts;
import io.vuelta.testkit.fakes.InMemoryStore;
import io.vuelta.testkit.fakes.InMemoryUndeliveredEvents;
import io.vuelta.testkit.fakes.InMemoryUserIds;
import org.junit.jupiter.api.Nested;

/** The fakes pass the contracts, so they are reliable. */
class InMemoryContractsTest {
    private interface NewStores extends HasStores {
        @Override
        default StoresUnderTest stores() {
            return StoresUnderTest.of(new InMemoryStore());
        }
    }

    @Nested
    class InMemoryCampaignsTest extends CampaignsContract implements NewStores {}

    @Nested
    class InMemoryContactsTest extends ContactsContract implements NewStores {}

    @Nested
    class InMemoryPeopleTest extends PeopleContract implements NewStores {}

    @Nested
    class InMemoryRemovalsTest extends RemovalsContract {
        private final InMemoryStore store = new InMemoryStore();
        private final InMemoryUserIds userIds = new InMemoryUserIds();

        @Override
        public StoresUnderTest stores() {
            return StoresUnderTest.of(store);
        }

        @Override
        protected Removals removals() {
            return store.removals(userIds);
        }

        @Override
        protected UserIds userIds() {
            return userIds;
        }
    }

    @Nested
    class InMemoryErasureTest extends ErasureContract {
        private final InMemoryStore store = new InMemoryStore();
        private final InMemoryReceivedMessages replies = new InMemoryReceivedMessages();
        private final InMemoryUserIds userIds = new InMemoryUserIds();

        @Override
        public StoresUnderTest stores() {
            return StoresUnderTest.of(store);
        }

        @Override
        protected Erasures erasures() {
            return store.erasures();
        }

        @Override
        protected Traces traces() {
            return store.traces(replies, userIds);
        }

        @Override
        protected UserIds userIds() {
            return userIds;
        }

        @Override
        protected ReceivedMessages replies() {
            return replies;
        }
    }

    @Nested
    class InMemoryAttemptsTest extends AttemptsContract implements NewStores {}

    @Nested
    class InMemoryConversationsTest extends ConversationsContract implements NewStores {}

    @Nested
    class InMemoryMessagesTest extends MessagesContract implements NewStores {}

    @Nested
    class InMemoryBooksTest extends BooksContract implements NewStores {}

    @Nested
    class InMemoryClaimBatchesTest extends ClaimBatchesContract implements NewStores {}

    @Nested
    class InMemoryCountsTest extends CountsContract implements NewStores {}

    @Nested
    class InMemoryUploadsTest extends UploadsContract implements NewStores {}

    @Nested
    class InMemoryLinesTest extends LinesContract implements NewStores {}

    @Nested
    class InMemoryAgentsTest extends AgentsContract implements NewStores {}

    @Nested
    class InMemoryExportsTest extends ExportsContract implements NewStores {}

    @Nested
    class InMemoryJobsTest extends JobsContract implements NewStores {}

    @Nested
    class InMemoryDoNotContactTest extends DoNotContactContract implements NewStores {}

    @Nested
    class InMemoryUserIdsTest extends UserIdsContract {
        private final InMemoryUserIds ids = new InMemoryUserIds();

        @Override
        protected UserIds userIds() {
            return ids;
        }
    }

    @Nested
    class InMemoryReceivedMessagesTest extends ReceivedMessagesContract {
        private final InMemoryReceivedMessages messages = new InMemoryReceivedMessages();

        @Override
        protected ReceivedMessages messages() {
            return messages;
        }
    }

    @Nested
    class InMemoryAgentRepliesTest extends AgentRepliesContract {
        private final InMemoryAgentReplies replies = new InMemoryAgentReplies();

        @Override
        protected AgentReplies replies() {
            return replies;
        }
    }

    @Nested
    class InMemoryApiKeysTest extends ApiKeysContract {
        private final ApiKeys keys = new InMemoryApiKeys();

        @Override
        protected ApiKeys keys() {
            return keys;
        }
    }

    @Nested
    class InMemoryRequestLimitTest extends RequestLimitContract {
        private final RequestCounts counts = new InMemoryRequestCounts();

        @Override
        protected RequestCounts counts() {
            return counts;
        }
    }

    @Nested
    class InMemoryIdempotencyTest extends IdempotencyContract {
        private final IdempotencyStore store = new InMemoryIdempotencyStore();

        @Override
        protected IdempotencyStore store() {
            return store;
        }
    }

    @Nested
    class InMemoryEndpointsTest extends EndpointsContract {
        private final Endpoints endpoints = new InMemoryEndpoints();
        private final UndeliveredEvents undelivered = new InMemoryUndeliveredEvents();
        private final DeliveryLog log = new InMemoryDeliveryLog();

        @Override
        protected Endpoints endpoints() {
            return endpoints;
        }

        @Override
        protected UndeliveredEvents undelivered() {
            return undelivered;
        }

        @Override
        protected DeliveryLog log() {
            return log;
        }
    }
}
