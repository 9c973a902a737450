package io.vuelta.handlers.api.attempts;

import static io.vuelta.domain.access.Scope.READ;
import static io.vuelta.domain.access.Scope.WRITE;

import io.vuelta.domain.action.ActOnCampaign;
import io.vuelta.domain.action.CheckTemplates;
import io.vuelta.domain.action.PlaceTestAttempt;
import io.vuelta.domain.action.RecordResult;
import io.vuelta.domain.action.SendReply;
import io.vuelta.domain.file.AddContacts;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.timeline.ShowTimeline;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ContactView;
import io.vuelta.handlers.api.http.Router;

/** Attempts: calls and messages of campaigns, the results of their conversations, and tests outside any campaign. */
public final class AttemptsRoutes {
    private final CallsApi calls;
    private final MessagesApi messages;
    private final ResultsApi results;
    private final AttemptApi attempt;
    private final AttemptContextApi context;
    private final RepliesApi replies;
    private final TestsApi tests;

    public AttemptsRoutes(ApiDependencies ports) {
        this.calls = calls(ports);
        this.messages = new MessagesApi(
                ports.campaigns().campaigns(),
                ports.contacts().people(),
                ports.campaigns().counts());
        this.results = new ResultsApi(
                new RecordResult(
                        ports.campaigns().campaigns(),
                        ports.lines().agents(),
                        ports.contacts().contacts(),
                        ports.attempts().attempts(),
                        ports.attempts().conversations(),
                        ports.attempts().transcripts(),
                        ports.contacts().doNotContact(),
                        ports.clock()),
                new ContactView(ports.contacts().contacts(), ports.attempts().conversations()));
        this.replies = replies(ports);
        this.attempt = new AttemptApi(
                ports.campaigns().campaigns(),
                ports.contacts().contacts(),
                ports.attempts().attempts(),
                new ShowTimeline(
                        ports.campaigns().campaigns(),
                        ports.contacts().contacts(),
                        ports.attempts().attempts(),
                        ports.attempts().conversations(),
                        ports.campaigns().books(),
                        ports.clock()),
                calls,
                replies);
        this.context = new AttemptContextApi(
                ports.campaigns().campaigns(), ports.contacts().contacts());
        this.tests = new TestsApi(tests(ports), ports.lines().lines(), attempt, ports.ids(), ports.clock());
    }

    private static CallsApi calls(ApiDependencies ports) {
        return new CallsApi(
                ports.campaigns().campaigns(),
                ports.contacts().people(),
                ports.campaigns().counts(),
                ports.attempts().attempts(),
                ports.attempts().conversations(),
                ports.files().urls());
    }

    private static RepliesApi replies(ApiDependencies ports) {
        return new RepliesApi(
                new SendReply(
                        ports.campaigns().campaigns(),
                        ports.attempts().attempts(),
                        ports.lines().lines(),
                        ports.contacts().doNotContact(),
                        ports.attempts().threads().received(),
                        ports.attempts().threads().replies(),
                        ports.attempts().threads().provider(),
                        ports.clock()),
                ports.attempts().threads(),
                ports.ids(),
                ports.clock());
    }

    private static PlaceTestAttempt tests(ApiDependencies ports) {
        return new PlaceTestAttempt(
                ports.campaigns().campaigns(),
                new AddContacts(
                        ports.campaigns().campaigns(),
                        ports.lines().agents(),
                        ports.contacts().contacts(),
                        ports.contacts().doNotContact(),
                        ports.contacts().numbers(),
                        ports.campaigns().wakes(),
                        ports.runtime().parallel(),
                        ports.clock()),
                ports.contacts().doNotContact(),
                new CheckTemplates(
                        ports.campaigns().campaigns(),
                        ports.contacts().people(),
                        ports.lines().lines(),
                        ports.lines().templates(),
                        ports.clock()),
                new ActOnCampaign(
                        ports.campaigns().campaigns(),
                        ports.campaigns().books(),
                        ports.campaigns().wakes(),
                        ports.runtime().races(),
                        ports.clock()),
                ports.clock());
    }

    public void addTo(Router router) {
        router.on(READ, "GET", "/campaigns/{campaign}/calls", calls::list)
                .on(READ, "GET", "/campaigns/{campaign}/messages", messages::list)
                .on(READ, "GET", "/calls/{call}", calls::show)
                .on(READ, "GET", "/attempts/{attempt}", attempt::show)
                .readByAttempt("/attempts/{attempt}/context", context::show)
                .ofAttempt("/attempts/{attempt}/result", results::record)
                .creatingByAttempt("/attempts/{attempt}/reply", replies::create)
                .creating(WRITE, "/integrations/{integration}/test", tests::begin)
                .creating(WRITE, "/call", request -> tests.begin(request, Channel.PHONE_CALL))
                .creating(WRITE, "/message", request -> tests.begin(request, Channel.WHATSAPP));
    }
}
