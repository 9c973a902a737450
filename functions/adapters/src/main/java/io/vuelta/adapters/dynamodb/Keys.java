package io.vuelta.adapters.dynamodb;

import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.attempt.AttemptId;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contacts.Agenda;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.event.EndpointId;
import io.vuelta.domain.export.ExportId;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.phone.IdentityKey;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.domain.phone.UserId;
import io.vuelta.domain.text.Sha256;
import io.vuelta.domain.upload.UploadId;
import java.time.Instant;
import java.time.LocalDate;

/** The keys of each item in the one table: partition key {@code pk}, sort key {@code sk}. */
record Keys(String pk, String sk) {
    static final int LAST_BATCH = 9_999_999;

    /** The partition of all campaigns, the newest last; written once for each campaign. */
    static final String CAMPAIGNS = "CAMPAIGNS";

    static final String CONTACT = "P#";
    static final String ATTEMPT = "A#";
    static final String DATA = "D#";
    static final String CONVERSATION = "R#";
    static final String COUNT = "COUNT#";
    static final String CAMPAIGN = "CAMPAIGN";
    static final String UPLOAD = "UPLOAD#";
    static final String BATCHES = "BATCH#";
    static final String COPIED = "COPIED#";
    static final String EXPORT = "EXPORT#";
    static final String JOB = "JOB#";

    /** Prefix of a delivery's id, in the partition of its endpoint. */
    static final String DELIVERY = "POST#";

    /** Prefix of a WhatsApp user id. */
    static final String USER = "U#";

    /** Prefix of the partition of an erasure. */
    static final String ERASURE = "ERASURE#";

    static final String DAY = "DAY#";
    static final String DO_NOT_CONTACT = "DNC#";

    /** The partition of all endpoints of outgoing webhooks. */
    static final String ENDPOINTS = "ENDPOINTS";

    /** The partition of all API keys. */
    static final String API_KEYS = "KEYS";

    /**
     * Number of keys of the index {@code due} for each campaign and agenda: a single key would allow only 1,000 writes
     * a second.
     */
    static final int DUE_KEYS = 4;

    /** The partition of the campaigns that are active on each line. */
    static final String ACTIVE = "ACTIVE";

    static final String LINE_OF_AGENT = "LINE#";

    /** The beginning of the sort keys of items that are listed by their age. */
    static final String BY_AGE = "AGE#";

    /** The partition of all agents that were not removed, the newest last. */
    static final String AGENTS = "AGENTS";

    /** The partition of all lines that were not removed, the newest last. */
    static final String LINES = "LINES";

    static Keys campaign(CampaignId id) {
        return new Keys("C#" + id, CAMPAIGN);
    }

    static Keys listed(CampaignId id) {
        return new Keys(CAMPAIGNS, id.value());
    }

    static Keys pacing(CampaignId id) {
        return new Keys("C#" + id, "PACING");
    }

    static Keys intake(CampaignId id) {
        return new Keys("C#" + id, "INTAKE");
    }

    static Keys claimBatch(CampaignId id, long number) {
        return new Keys("C#" + id, "CLAIM#" + number);
    }

    static Keys tally(CampaignId id, int slot) {
        return new Keys("C#" + id, COUNT + Character.forDigit(slot, 16));
    }

    /** The figures of a campaign on a day of UTC. */
    static Keys day(LocalDate day, CampaignId campaign) {
        return new Keys(day(day), campaign.value());
    }

    /** The partition of all campaigns with figures on a day. */
    static String day(LocalDate day) {
        return DAY + day;
    }

    /** The campaign of a partition: of the campaign's own, or of one of its contacts' partitions. */
    static CampaignId campaignOf(String pk) {
        return new CampaignId(pk.split("#", -1)[1]);
    }

    /** The partition of a campaign's contacts and attempts whose hashes begin with this digit. */
    static String shard(CampaignId id, char digit) {
        return "C#" + id + "#" + digit;
    }

    /** The beginning of the partitions of a campaign's contacts. */
    static String shards(CampaignId id) {
        return "C#" + id + "#";
    }

    static Keys contact(ContactId id) {
        return new Keys(shard(id.campaign(), id.shard()), CONTACT + id.hash());
    }

    /** The id of the contact that the sort key names. */
    static ContactId contactOf(String pk, String sk) {
        return new ContactId(campaignOf(pk), sk.split("#", -1)[1]);
    }

    /** The key of the index {@code by_number}: the same for every form of a number. */
    static String identity(PhoneNumber number) {
        return IdentityKey.of(number).e164();
    }

    /**
     * A contact's long data. The data of each upload or request has a separate key, so that it is written before the
     * contact refers to it, and a reader never finds other data.
     */
    static Keys data(ContactId id, String dataSource) {
        return new Keys(shard(id.campaign(), id.shard()), DATA + id.hash() + "#" + Sha256.hex(dataSource, 4));
    }

    static Keys conversation(AttemptId id) {
        return new Keys(shard(id.campaign(), id.contact().shard()), CONVERSATION + attemptKey(id));
    }

    static Keys attempt(AttemptId id) {
        return new Keys(shard(id.campaign(), id.contact().shard()), ATTEMPT + attemptKey(id));
    }

    /** The beginning of the sort keys of a contact's earlier attempts. */
    static String attempts(ContactId contact) {
        return ATTEMPT + contact.hash() + "#";
    }

    static String conversations(ContactId contact) {
        return CONVERSATION + contact.hash() + "#";
    }

    /** The number of the attempt in the sort key of an attempt or a conversation. */
    static int numberOf(String sk) {
        return Integer.parseInt(sk.split("#", -1)[2]);
    }

    /** A sort key by contact, then number. */
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
        return new Keys(ACTIVE, activeOn(line) + campaign);
    }

    /** The beginning of the sort keys of the campaigns that are listed with a line. */
    static String activeOn(LineId line) {
        return line + "#";
    }

    static Keys agent(AgentId id) {
        return new Keys("AGENT#" + id, "AGENT");
    }

    static Keys lineOfAgent(AgentId agent, LineId line) {
        return new Keys("AGENT#" + agent, LINE_OF_AGENT + line);
    }

    static Keys listed(AgentId id, Instant createdAt) {
        return new Keys(AGENTS, byAge(createdAt) + id);
    }

    static Keys listed(LineId id, Instant createdAt) {
        return new Keys(LINES, byAge(createdAt) + id);
    }

    /** The id in the sort key of an item that is listed by its age. */
    static String idOfListed(String sk) {
        return sk.substring(sk.lastIndexOf('#') + 1);
    }

    private static String byAge(Instant createdAt) {
        return BY_AGE + "%013d#".formatted(createdAt.toEpochMilli());
    }

    static Keys upload(UploadId id) {
        return new Keys("C#" + id.campaign(), UPLOAD + id.value());
    }

    static String batches(UploadId id) {
        return BATCHES + id.value() + "#";
    }

    /** The key of a batch. Keys sort by the number up to {@link #LAST_BATCH}. */
    static Keys batch(UploadId id, int number) {
        return new Keys("C#" + id.campaign(), batches(id) + "%07d".formatted(number));
    }

    static Keys copiedPage(UploadId id, int number) {
        return new Keys("C#" + id.campaign(), COPIED + id.value() + "#" + number);
    }

    static Keys export(ExportId id) {
        return new Keys("C#" + id.campaign(), EXPORT + id.value());
    }

    static Keys job(JobId id) {
        return new Keys("C#" + id.campaign(), JOB + id.value());
    }

    static Keys erasure(ErasureId id) {
        return new Keys(ERASURE + id, "ERASURE");
    }

    static Keys user(UserId id) {
        return new Keys(USER + id, "USER");
    }

    static Keys endpoint(EndpointId id) {
        return new Keys(ENDPOINTS, id.value());
    }

    /** The common beginning of the keys of an event that endpoints did not accept. */
    static String undelivered(String eventId) {
        return "EVENT#" + eventId;
    }

    static Keys undelivered(String eventId, EndpointId endpoint) {
        return new Keys(undelivered(eventId), endpoint.value());
    }

    /** The partition of an endpoint's deliveries. */
    static String deliveries(EndpointId endpoint) {
        return "DELIVERIES#" + endpoint;
    }

    static Keys delivery(EndpointId endpoint, String id) {
        return new Keys(deliveries(endpoint), DELIVERY + id);
    }

    static Keys apiKey(String id) {
        return new Keys(API_KEYS, id);
    }

    static Keys requests(String keyId, long second) {
        return new Keys("RATE#" + keyId, Long.toString(second));
    }

    static Keys replay(String key) {
        return new Keys("IDEM#" + key, "IDEM");
    }

    /** A partition of the do-not-contact list, by its hex digit. */
    static String doNotContact(char digit) {
        return DO_NOT_CONTACT + digit;
    }

    /** The key of all entries of a person. By specification, the hash of a text is the same in every Java version. */
    static Keys doNotContact(IdentityKey person) {
        int partition = Math.floorMod(person.e164().hashCode(), 16);
        return new Keys(doNotContact(Character.forDigit(partition, 16)), person.e164());
    }

    /** The key of the sparse index {@code due} at which a contact is found. */
    static String due(ContactId id, Agenda agenda) {
        int lastDigit = Character.digit(id.hash().charAt(id.hash().length() - 1), 16);
        return due(id.campaign(), agenda, lastDigit % DUE_KEYS);
    }

    /** One of the {@value #DUE_KEYS} keys of an agenda. */
    static String due(CampaignId campaign, Agenda agenda, int key) {
        return "C#" + campaign + "#" + agenda.name() + "#" + key;
    }
}
