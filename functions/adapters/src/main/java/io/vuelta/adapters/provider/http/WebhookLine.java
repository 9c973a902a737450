package io.vuelta.adapters.provider.http;

import io.vuelta.domain.line.Line;
import io.vuelta.domain.line.LineId;
import io.vuelta.domain.line.Lines;
import io.vuelta.domain.line.Provider;
import java.util.List;
import java.util.Optional;

/** The line in the address of a webhook: {@code /webhooks/<provider>/<line>/…}. */
public final class WebhookLine {
    private WebhookLine() {}

    /** The line in the first segment of the path; empty if it does not exist, or has another provider. */
    public static Optional<Line> find(List<String> path, Provider provider, Lines lines) {
        return LineId.parse(path.getFirst()).flatMap(lines::find).filter(line -> line.provider() == provider);
    }

    /**
     * The address at which the provider posts events.
     *
     * @param publicUrl the origin of our webhooks, without a slash at its end
     */
    public static String address(String publicUrl, Provider provider, LineId line) {
        return publicUrl + "/webhooks/" + provider.wire() + "/" + line;
    }
}
