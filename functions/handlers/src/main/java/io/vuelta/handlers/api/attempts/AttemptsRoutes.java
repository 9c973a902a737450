package io.vuelta.handlers.api.attempts;

import static io.vuelta.domain.access.Scope.READ;

import io.vuelta.domain.action.RecordResult;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ContactView;
import io.vuelta.handlers.api.http.Router;

/** Attempts: a campaign's calls and messages, and what the conversations in them brought. */
public final class AttemptsRoutes {
    private final CallsApi calls;
    private final MessagesApi messages;
    private final ResultsApi results;

    public AttemptsRoutes(ApiDependencies ports) {
        this.calls =
                new CallsApi(ports.campaigns(), ports.people(), ports.attempts(), ports.conversations(), ports.urls());
        this.messages = new MessagesApi(ports.campaigns(), ports.people());
        this.results = new ResultsApi(
                new RecordResult(
                        ports.campaigns(),
                        ports.agents(),
                        ports.contacts(),
                        ports.attempts(),
                        ports.conversations(),
                        ports.transcripts(),
                        ports.clock()),
                new ContactView(ports.contacts(), ports.conversations()));
    }

    public void addTo(Router router) {
        router.on(READ, "GET", "/campaigns/{campaign}/calls", calls::list)
                .on(READ, "GET", "/campaigns/{campaign}/messages", messages::list)
                .on(READ, "GET", "/calls/{call}", calls::show)
                .ofAttempt("/attempts/{attempt}/result", results::record);
    }
}
