package io.vuelta.handlers.api.contacts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.action.ActOnContact.Action;
import io.vuelta.domain.agent.Agents;
import io.vuelta.domain.bulk.Job;
import io.vuelta.domain.bulk.JobError;
import io.vuelta.domain.bulk.JobId;
import io.vuelta.domain.bulk.JobRequests;
import io.vuelta.domain.bulk.Jobs;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.campaign.Campaigns;
import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.count.Counts;
import io.vuelta.domain.text.WireName;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Fields;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.NewestFirst;
import io.vuelta.handlers.api.http.Request;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jobs, each of which applies one action to many contacts: create, list and show their progress. */
final class BulkApi {
    private static final String ACTION = "action";
    private static final String STATUS = "status";
    private static final String TAGS = "tags";
    private static final String ADD_TAGS = "add_tags";
    private static final Set<String> FIELDS = Set.of(ACTION, STATUS, TAGS, ADD_TAGS);
    private static final String ACTIONS = String.join(", ", WireName.all(Action.values()));

    private final Campaigns campaigns;
    private final Agents agents;
    private final Counts counts;
    private final Jobs jobs;
    private final JobRequests requests;
    private final InstantSource clock;
    private final Ids ids;

    BulkApi(ApiDependencies ports) {
        this.campaigns = ports.campaigns().campaigns();
        this.agents = ports.lines().agents();
        this.counts = ports.campaigns().counts();
        this.jobs = ports.jobs().jobs();
        this.requests = ports.jobs().requests();
        this.clock = ports.clock();
        this.ids = ports.ids();
    }

    ApiResponse create(Request request) {
        Campaign campaign = request.campaign(campaigns);
        Fields fields = request.fields();
        fields.allowOnly(FIELDS);
        Action action = fields.requiredShortText(
                ACTION, wire -> WireName.find(Action.values(), wire), "must be one of " + ACTIONS);
        Set<ContactStatus> statuses =
                DomainFields.statuses(fields, STATUS, campaign.settings().channel());
        List<String> tags = DomainFields.tags(fields, TAGS, agents, campaign.agent());
        if (statuses.isEmpty() && tags.isEmpty()) {
            throw fields.invalid(STATUS, "or " + TAGS + " must select the contacts");
        }
        List<String> given = DomainFields.tags(fields, ADD_TAGS, agents, campaign.agent());
        if (given.isEmpty() == (action == Action.TAG)) {
            throw fields.invalid(
                    ADD_TAGS,
                    action == Action.TAG ? "must have at least one tag" : "is only for the action tag; leave it out");
        }
        Job job = Job.requested(
                new JobId(campaign.id(), ids.next()),
                action,
                statuses,
                new HashSet<>(tags),
                given,
                counts.sums(campaign.id(), campaign.cycle().number()).counters().contacts(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        jobs.create(job);
        requests.send(job.id());
        return ApiResponse.of(202, "job", json(job));
    }

    ApiResponse show(Request request) {
        JobId id = request.id("job", text -> new JobId(request.campaign(), text));
        return ApiResponse.of(200, "job", json(jobs.find(id).orElseThrow(() -> ApiError.notFound("job", id.value()))));
    }

    /** Lists jobs, the newest first. */
    ApiResponse list(Request request) {
        Campaign campaign = request.campaign(campaigns);
        NewestFirst.Reader<Job> reader = new NewestFirst.Reader<>() {
            @Override
            public List<Job> older(Optional<String> than, int limit) {
                return jobs.older(campaign.id(), than.map(id -> new JobId(campaign.id(), id)), limit);
            }

            @Override
            public List<Job> newer(String from, int limit) {
                return jobs.newer(new JobId(campaign.id(), from), limit);
            }
        };
        return NewestFirst.of(request.query(), reader, job -> job.id().value()).answer("jobs", BulkApi::json);
    }

    private static ObjectNode json(Job job) {
        ObjectNode json = ApiJson.object()
                .put("id", job.id().value())
                .put(ACTION, job.action().wire())
                .put("status", job.status().wire());
        ObjectNode filters = json.putObject("filters");
        filters.set(
                STATUS,
                ApiJson.texts(job.request().filter().statuses().stream()
                        .map(ContactStatus::wire)
                        .sorted()
                        .toList()));
        filters.set(
                TAGS,
                ApiJson.texts(job.request().filter().tags().stream().sorted().toList()));
        json.set(ADD_TAGS, ApiJson.texts(job.request().given()));
        json.put("contacts", job.request().contacts())
                .put("looked_at", job.progress().looked())
                .put("changed", job.progress().changed());
        ObjectNode refused = json.putObject("refused");
        job.progress().refused().forEach((code, count) -> refused.put(code.name(), count));
        JobError error = job.state().error();
        return json.put("error", error == null ? null : error.name())
                .put("created_at", job.request().at().toString())
                .put("ended_at", ApiJson.instant(job.state().ended()));
    }
}
