package io.vuelta.adapters.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.domain.contact.Contacts;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A contact's data: all of it in the contact's own attributes, or, if it is long, all of it in a separate item. */
final class DataItem {
    /**
     * Maximum size of data that is stored in the contact, in bytes: so a contact stays below 1 KB, the size of one
     * write unit.
     */
    static final int MAX_INLINE = 400;

    /** Key of the index {@code by_external_id}. */
    static final String EXTERNAL_ID = "x";

    /** The attribute for an identifier that is too long for the key of an index. */
    private static final String LONG_EXTERNAL_ID = "xl";

    private static final String NAME = "nm";
    private static final String CONTEXT = "ct";
    private static final String AGENT_NAME = "an";
    private static final String AGENT_VOICE = "av";
    private static final String VARIABLES = "va";

    private DataItem() {}

    static Map<String, AttributeValue> attributes(ContactData data) {
        ItemWriter item = new ItemWriter()
                .putText(isFound(data.externalId()) ? EXTERNAL_ID : LONG_EXTERNAL_ID, data.externalId())
                .putText(NAME, data.name())
                .putText(CONTEXT, data.context())
                .putText(AGENT_NAME, data.agentName())
                .putText(AGENT_VOICE, data.agentVoice());
        if (!data.variables().isEmpty()) {
            item.put(VARIABLES, data.variables());
        }
        return item.item();
    }

    static ContactData read(ItemReader item) {
        return new ContactData(
                item.textOrEmpty(EXTERNAL_ID) + item.textOrEmpty(LONG_EXTERNAL_ID),
                item.textOrEmpty(NAME),
                item.textOrEmpty(CONTEXT),
                item.textOrEmpty(AGENT_NAME),
                item.textOrEmpty(AGENT_VOICE),
                item.map(VARIABLES));
    }

    /** Whether a contact is found by this identifier. */
    static boolean isFound(String externalId) {
        return externalId.getBytes(UTF_8).length <= Contacts.MAX_FOUND_EXTERNAL_ID;
    }

    /** Whether the data was read and is too long for the contact's item. */
    static boolean isLong(ContactData data) {
        return !data.elsewhere() && ItemSize.of(attributes(data)) > MAX_INLINE;
    }

    /** The separate item of a contact whose data is long. */
    static Map<String, AttributeValue> of(Contact contact) {
        return new ItemWriter(Keys.data(contact.id(), contact.person().dataSource()))
                .putAll(attributes(contact.data()))
                .item();
    }
}
