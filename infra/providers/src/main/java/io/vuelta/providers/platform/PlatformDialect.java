package io.vuelta.providers.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.vuelta.providers.simulator.Reply;
import io.vuelta.providers.simulator.SignedPosts;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** How one platform is asked, and what it tells. */
public interface PlatformDialect {
    /** As a line names it. */
    String name();

    /** What kind of request it is; empty for no address of the platform's. */
    Optional<Asked> asked(PlatformRequest request);

    /** An error as the platform writes it. */
    JsonNode error(int status, String message);

    /** The answer to a request for a call that was taken. */
    Reply taken(PlatformCallRecord call);

    /** A call as it is shown by its id, and posted. */
    JsonNode shown(PlatformCallRecord call);

    /** The list of the calls that were asked for. */
    JsonNode list(List<PlatformCallRecord> calls);

    /** The post after this step of a call; none if empty. */
    Optional<JsonNode> event(PlatformCallRecord call, PlatformStep step);

    /** What becomes of a call that a machine answers. */
    OnVoicemail onVoicemail(PlatformCallRecord call);

    /** Where the call's events are posted; empty for nowhere. */
    Optional<URI> webhook(PlatformCallRecord call);

    /** How they are signed. */
    SignedPosts.Signing signing(PlatformCallRecord call);

    /** A request, understood. */
    sealed interface Asked {
        /** For a call. */
        record Place(String attempt, String to, String from) implements Asked {}

        record Show(String id) implements Asked {}

        /** For the calls of this attempt; empty for those that the request's other criteria choose. */
        record List(Optional<String> attempt) implements Asked {}

        record HangUp(String id) implements Asked {}

        /** It is refused. */
        record Refused(int status, String message) implements Asked {}
    }
}
