package io.vuelta.handlers.api.people;

import static io.vuelta.domain.access.Scope.ADMIN;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.erasure.AskForErasure;
import io.vuelta.domain.erasure.EraseContact;
import io.vuelta.domain.erasure.Erasure;
import io.vuelta.domain.erasure.ErasureId;
import io.vuelta.domain.erasure.Erasures;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.ErasurePorts;
import io.vuelta.handlers.api.http.Ids;
import io.vuelta.handlers.api.http.PathNumber;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.Router;
import java.time.Duration;

/** People in all campaigns: erase a person, and show the receipt of the erasure. */
public final class PeopleRoutes {
    private final AskForErasure ask;
    private final Erasures erasures;
    private final NumberReader numbers;
    private final Ids ids;
    private final Duration filesKept;

    public PeopleRoutes(ApiDependencies ports) {
        ErasurePorts erasing = ports.erasing();
        this.ask = new AskForErasure(
                erasing.erasures(),
                erasing.requests(),
                ports.contacts().contacts(),
                new EraseContact(
                        ports.campaigns().campaigns(),
                        ports.contacts().contacts(),
                        erasing.userIds(),
                        ports.campaigns().wakes(),
                        ports.runtime().races(),
                        ports.clock()),
                ports.runtime().parallel(),
                ports.runtime().races(),
                ports.clock());
        this.erasures = erasing.erasures();
        this.numbers = ports.contacts().numbers();
        this.ids = ports.ids();
        this.filesKept = erasing.filesKept();
    }

    public void addTo(Router router) {
        router.on(ADMIN, "DELETE", "/people/{number}", this::erase).on(ADMIN, "GET", "/people/jobs/{job}", this::show);
    }

    private ApiResponse erase(Request request) {
        return ApiResponse.of(202, "job", json(ask.ask(new ErasureId(ids.next()), PathNumber.of(request, numbers))));
    }

    private ApiResponse show(Request request) {
        ErasureId id = request.id("job", ErasureId::new);
        return ApiResponse.of(
                200, "job", json(erasures.find(id).orElseThrow(() -> ApiError.notFound("job", id.value()))));
    }

    private ObjectNode json(Erasure erasure) {
        Erasure.Receipt receipt = erasure.receipt();
        ObjectNode json = ApiJson.object()
                .put("id", erasure.id().value())
                .put("status", erasure.status().wire());
        json.putObject("erased")
                .put("contacts", receipt.contacts())
                .put("removed", receipt.removed())
                .put("attempts", receipt.attempts())
                .put("conversations", receipt.conversations())
                .put("transcripts", receipt.transcripts())
                .put("replies", receipt.replies())
                .put("report_rows", receipt.reportRows());
        return json.put("files_until", erasure.created().plus(filesKept).toString())
                .put("created_at", erasure.created().toString())
                .put("ended_at", ApiJson.instant(erasure.state().ended()));
    }
}
