package io.vuelta.providers.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.SignedPosts;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The requests, answers and events of one platform. */
public interface PlatformDialect {
    /** The platform's name in a line. */
    String name();

    /** The parsed request; empty if the platform does not have this path. */
    Optional<ParsedRequest> parse(PlatformRequest request);

    /** An error as the platform writes it. */
    JsonNode error(int status, String message);

    /** The answer to an accepted request for a call. */
    Reply taken(PlatformCallRecord call);

    /** A call as the platform shows it by its id and posts it. */
    JsonNode shown(PlatformCallRecord call);

    /** The list of the requested calls. */
    JsonNode list(List<PlatformCallRecord> calls);

    /** The body to post after this step of a call; empty if the platform posts nothing. */
    Optional<JsonNode> event(PlatformCallRecord call, PlatformStep step);

    /** The reaction to a machine that answers the call. */
    OnVoicemail onVoicemail(PlatformCallRecord call);

    /** The address to which the call's events are posted; empty for none. */
    Optional<URI> webhook(PlatformCallRecord call);

    /** The signing of the events. */
    SignedPosts.Signing signing(PlatformCallRecord call);

    /** A parsed request. */
    sealed interface ParsedRequest {
        /** Requests a call. */
        record Place(String attempt, String to, String from) implements ParsedRequest {}

        record Show(String id) implements ParsedRequest {}

        /** Requests the calls of this attempt; if it is empty, the request's other criteria choose the calls. */
        record List(Optional<String> attempt) implements ParsedRequest {}

        record HangUp(String id) implements ParsedRequest {}

        /** A request that the platform refuses. */
        record Refused(int status, String message) implements ParsedRequest {}
    }
}
