package io.vuelta.domain.contact;

import io.vuelta.domain.attempt.Attempt;
import io.vuelta.domain.attempt.Conversation;
import io.vuelta.domain.campaign.CampaignId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads contacts together with their attempts and conversations, in a scan of a campaign. */
public interface People {
    /**
     * The contacts of one partition after {@code from}, in the order of their hashes. Strongly consistent: every row is
     * consistent in itself, and no contact that existed at the beginning of the scan is missing.
     *
     * @param limit maximum number of contacts to read; at least 1
     * @param parts the data to read in addition to the contacts
     */
    Page after(CampaignId campaign, ScanCursor from, int limit, Set<Part> parts);

    /**
     * The people of one partition up to and including {@code to}, in the descending order of their hashes. If {@code
     * to} is at the beginning of a partition, the scan continues at the end of the previous one. As consistent as
     * {@link #after}.
     *
     * @return its {@code next} is where the backward scan continues: {@link ScanCursor#begins} after the last partition
     */
    Page upTo(CampaignId campaign, ScanCursor to, int limit, Set<Part> parts);

    /** The parts that belong to a contact. */
    enum Part {
        DATA,
        EARLIER_ATTEMPTS,
        CONVERSATIONS
    }

    /**
     * One contact.
     *
     * @param contact the contact; with its data if this was requested
     * @param attempts the attempts in the order of their numbers; only the latest if earlier ones were not requested
     * @param conversations the conversations by the number of their attempt; empty if they were not requested
     */
    record Person(Contact contact, List<Attempt> attempts, Map<Integer, Conversation> conversations) {
        public Person {
            attempts = List.copyOf(attempts);
            conversations = Map.copyOf(conversations);
        }

        /** The conversation of attempt {@code number}. */
        public Conversation conversation(int number) {
            return conversations.getOrDefault(number, Conversation.NONE);
        }
    }

    /**
     * A page of a scan.
     *
     * @param next where the scan continues; the next partition's beginning after the end of this one
     */
    record Page(List<Person> people, ScanCursor next) {
        public Page {
            people = List.copyOf(people);
        }
    }
}
