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

/** Attempts: a campaign's calls and messages, what the conversations in them brought, and tests outside any campaign. */
public final class AttemptsRoutes {
    private final CallsApi calls;
    private final MessagesApi messages;
    private final ResultsApi results;
    private final AttemptApi attempt;
    private final AttemptContextApi context;
    private final RepliesApi replies;
    private final TestsApi tests;

    public AttemptsRoutes(ApiDependencies ports) {
        this.calls = new CallsApi(
                ports.campaigns(),
                ports.people(),
                ports.counts(),
                ports.attempts(),
                ports.conversations(),
                ports.urls());
        this.messages = new MessagesApi(ports.campaigns(), ports.people(), ports.counts());
        this.results = new ResultsApi(
                new RecordResult(
                        ports.campaigns(),
                        ports.agents(),
                        ports.contacts(),
                        ports.attempts(),
                        ports.conversations(),
                        ports.transcripts(),
                        ports.doNotContact(),
                        ports.clock()),
                new ContactView(ports.contacts(), ports.conversations()));
        this.replies = replies(ports);
        this.attempt = new AttemptApi(
                ports.campaigns(),
                ports.contacts(),
                ports.attempts(),
                new ShowTimeline(
                        ports.campaigns(),
                        ports.contacts(),
                        ports.attempts(),
                        ports.conversations(),
                        ports.books(),
                        ports.clock()),
                calls,
                replies);
        this.context = new AttemptContextApi(ports.campaigns(), ports.contacts());
        this.tests = new TestsApi(tests(ports), ports.lines(), attempt, ports.ids(), ports.clock());
    }

    private static RepliesApi replies(ApiDependencies ports) {
        return new RepliesApi(
                new SendReply(
                        ports.campaigns(),
                        ports.attempts(),
                        ports.lines(),
                        ports.doNotContact(),
                        ports.threads().received(),
                        ports.threads().replies(),
                        ports.threads().provider(),
                        ports.clock()),
                ports.threads(),
                ports.ids(),
                ports.clock());
    }

    private static PlaceTestAttempt tests(ApiDependencies ports) {
        return new PlaceTestAttempt(
                ports.campaigns(),
                new AddContacts(
                        ports.campaigns(),
                        ports.agents(),
                        ports.contacts(),
                        ports.doNotContact(),
                        ports.numbers(),
                        ports.wakes(),
                        ports.parallel(),
                        ports.clock()),
                ports.doNotContact(),
                new CheckTemplates(ports.campaigns(), ports.people(), ports.lines(), ports.templates(), ports.clock()),
                new ActOnCampaign(ports.campaigns(), ports.books(), ports.wakes(), ports.races(), ports.clock()),
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
