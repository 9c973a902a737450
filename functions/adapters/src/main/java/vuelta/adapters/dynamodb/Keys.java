package vuelta.adapters.dynamodb;

import vuelta.domain.agent.AgentId;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.CampaignId;
import vuelta.domain.contact.ContactId;
import vuelta.domain.contact.Contacts.Agenda;
import vuelta.domain.export.ExportId;
import vuelta.domain.line.LineId;
import vuelta.domain.phone.IdentityKey;
import vuelta.domain.phone.PhoneNumber;
import vuelta.domain.upload.UploadId;

/** Where each item lives in the one table: partition key {@code pk}, sort key {@code sk}. */
record Keys(String pk, String sk) {
    static final int LAST_BATCH = 9_999_999;

    /** All campaigns, the newest last: written once a campaign. */
    static final String CAMPAIGNS = "CAMPAIGNS";

    static final String CONTACT = "P#";
    static final String ATTEMPT = "A#";
    static final String ACTIVE = "ACTIVE#";
    static final String LINE_OF_AGENT = "LINE#";

    static Keys campaign(CampaignId id) {
        return new Keys("C#" + id, "CAMPAIGN");
    }

    static Keys listed(CampaignId id) {
        return new Keys(CAMPAIGNS, id.value());
    }

    static Keys pacing(CampaignId id) {
        return new Keys("C#" + id, "PACING");
    }

    /** One shard: at the rates of telephone lines one item is not hot. */
    static Keys counters(CampaignId id) {
        return new Keys("C#" + id, "COUNT#0");
    }

    /** The partition of a campaign's contacts and attempts whose hashes begin with this digit. */
    static String shard(CampaignId id, char digit) {
        return "C#" + id + "#" + digit;
    }

    static Keys contact(ContactId id) {
        return new Keys(shard(id.campaign(), id.shard()), CONTACT + id.hash());
    }

    static Keys attempt(AttemptId id) {
        return new Keys(shard(id.campaign(), id.contact().shard()), ATTEMPT + attemptKey(id));
    }

    /**
     * The messages to one person over one line, each under the provider's id of it: so a reply finds what it answers, from
     * whichever form of the number it comes.
     */
    static String sent(LineId line, PhoneNumber to) {
        return "L#" + line + "#" + IdentityKey.of(to).e164();
    }

    /** Sorts by contact, then number. */
    static String attemptKey(AttemptId id) {
        return id.contact().hash() + "#" + "%06d".formatted(id.number());
    }

    static Keys line(LineId id) {
        return new Keys("L#" + id, "LINE");
    }

    static Keys linePace(LineId id) {
        return new Keys("L#" + id, "PACE");
    }

    static Keys active(LineId line, CampaignId campaign) {
        return new Keys("L#" + line, ACTIVE + campaign);
    }

    static Keys agent(AgentId id) {
        return new Keys("AGENT#" + id, "AGENT");
    }

    static Keys lineOfAgent(AgentId agent, LineId line) {
        return new Keys("AGENT#" + agent, LINE_OF_AGENT + line);
    }

    static Keys upload(UploadId id) {
        return new Keys("C#" + id.campaign(), "UPLOAD#" + id.value());
    }

    static String batches(UploadId id) {
        return "BATCH#" + id.value() + "#";
    }

    /** In the order of their numbers, as far as {@link #LAST_BATCH}. */
    static Keys batch(UploadId id, int number) {
        return new Keys("C#" + id.campaign(), batches(id) + "%07d".formatted(number));
    }

    static Keys export(ExportId id) {
        return new Keys("C#" + id.campaign(), "EXPORT#" + id.value());
    }

    static Keys apiKey(String sha256) {
        return new Keys("KEY#" + sha256, "KEY");
    }

    static Keys replay(String key) {
        return new Keys("IDEM#" + key, "IDEM");
    }

    /** A partition of the do-not-contact list, by its hex digit. */
    static String doNotContact(char digit) {
        return "DNC#" + digit;
    }

    /** All entries of a person. The hash of a text is the same in every Java, by its specification. */
    static Keys doNotContact(IdentityKey person) {
        int partition = Math.floorMod(person.e164().hashCode(), 16);
        return new Keys(doNotContact(Character.forDigit(partition, 16)), person.e164());
    }

    /** Partition of the sparse index {@code due}. */
    static String due(CampaignId campaign, Agenda agenda) {
        return "C#" + campaign + "#" + agenda.name();
    }
}
