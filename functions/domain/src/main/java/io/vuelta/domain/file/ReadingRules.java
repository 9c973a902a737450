package io.vuelta.domain.file;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.upload.ColumnMapping;

/**
 * How the contacts of one campaign are read.
 *
 * @param agent the agent, whose voices a contact may choose, and whose tags and fields our exports contain
 * @param channel the channel of the campaign; voices exist only for calls
 * @param region ISO 3166-1 alpha-2 code of the country in which numbers without country code are read
 * @param columns the mapping of columns that the client sent
 */
public record ReadingRules(Agent agent, Channel channel, String region, ColumnMapping columns) {
    /** The rules of a phone campaign whose columns are found by their names. */
    public ReadingRules(Agent agent, String region) {
        this(agent, Channel.PHONE_CALL, region, ColumnMapping.NONE);
    }
}
