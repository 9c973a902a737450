package vuelta.handlers.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vuelta.domain.action.RecordResult;
import vuelta.domain.agent.Agent;
import vuelta.domain.agent.Agents;
import vuelta.domain.attempt.AttemptId;
import vuelta.domain.campaign.Campaigns;
import vuelta.domain.contact.Contact;
import vuelta.domain.contact.Result;

/** What conversations have brought, as the agent's runtime tells it. */
final class ResultsApi {
    private static final String TAGS = "tags";
    private static final String EXTRACTED = "extracted_data";

    /** Fields that the contract has and this version does not. */
    private static final List<String> NOT_YET = List.of("sentiment", "summary", "transcript", "recording_url");

    private static final Set<String> FIELDS =
            Set.of(TAGS, EXTRACTED, "converted", "follow_up_at", "sentiment", "summary", "transcript", "recording_url");
    private static final int LONGEST_TAG = 255;
    private static final int LONGEST_VALUE = 1_000;

    private final Campaigns campaigns;
    private final Agents agents;
    private final RecordResult record;

    ResultsApi(Campaigns campaigns, Agents agents, RecordResult record) {
        this.campaigns = campaigns;
        this.agents = agents;
        this.record = record;
    }

    Answer record(Request request) {
        AttemptId id = AttemptId.parse(request.variable("attempt")).orElseThrow(ResultsApi::unknown);
        Agent agent = campaigns
                .find(id.campaign())
                .flatMap(campaign -> agents.find(campaign.agent()))
                .orElseThrow(ResultsApi::unknown);
        Contact contact = record.apply(id, read(request.fields(), agent)).orElseThrow(ResultsApi::unknown);
        return Answer.of(200, "contact", ContactsApi.json(contact));
    }

    private static Result read(Fields fields, Agent agent) {
        fields.allowOnly(FIELDS);
        fields.unsupported(NOT_YET);
        return new Result(
                tags(fields, agent),
                extracted(fields, agent),
                fields.flag("converted").orElse(false),
                fields.instant("follow_up_at").orElse(null));
    }

    private static List<String> tags(Fields fields, Agent agent) {
        List<String> tags = fields.texts(TAGS, LONGEST_TAG);
        tags.stream().filter(tag -> !agent.tags().contains(tag)).findFirst().ifPresent(tag -> {
            throw fields.invalid(TAGS, "must be the agent's own (" + list(agent.tags()) + "); got " + tag);
        });
        return tags;
    }

    /** A value that is null counts as absent. */
    private static Map<String, String> extracted(Fields fields, Agent agent) {
        Map<String, String> values = new HashMap<>();
        fields.object(EXTRACTED).ifPresent(given -> given.names().forEach(name -> {
            if (!agent.extractableFields().contains(name)) {
                throw given.invalid(
                        name, "is none of the agent's extractable fields (" + list(agent.extractableFields()) + ")");
            }
            given.scalar(name, LONGEST_VALUE).ifPresent(value -> values.put(name, value));
        }));
        return values;
    }

    private static String list(List<String> known) {
        return known.isEmpty() ? "it has none" : String.join(", ", known);
    }

    private static ApiError unknown() {
        return ApiError.notFound("attempt", "with this id");
    }
}
