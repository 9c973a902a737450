package io.vuelta.handlers.api.donotcontact;

import static io.vuelta.domain.access.Scope.READ;
import static io.vuelta.domain.access.Scope.WRITE;

import io.vuelta.handlers.api.http.ApiDependencies;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.Router;
import java.util.Locale;
import java.util.Set;

/** The do-not-contact list: add numbers as JSON or as a CSV file, list, show, remove. */
public final class DoNotContactRoutes {
    /** The content types of a file. The gateway preserves the bytes of all but text/csv, which it reads as UTF-8. */
    private static final Set<String> FILES =
            Set.of("text/csv", "application/octet-stream", "application/gzip", "application/x-gzip");

    private final ListedNumbersApi listed;
    private final AddNumbersApi add;
    private final AddNumbersFileApi addFile;

    public DoNotContactRoutes(ApiDependencies ports) {
        this.listed = new ListedNumbersApi(
                ports.contacts().doNotContact(), ports.contacts().numbers(), ports.clock());
        this.add = new AddNumbersApi(
                ports.contacts().doNotContact(), ports.contacts().numbers(), ports.clock());
        this.addFile = new AddNumbersFileApi(
                ports.contacts().doNotContact(),
                ports.contacts().numbers(),
                ports.files().small(),
                ports.clock());
    }

    public void addTo(Router router) {
        router.creating(WRITE, "/do-not-contact", this::add)
                .on(READ, "GET", "/do-not-contact", listed::list)
                .on(READ, "GET", "/do-not-contact/{number}", listed::show)
                .on(WRITE, "DELETE", "/do-not-contact/{number}", listed::remove);
    }

    private ApiResponse add(Request request) {
        String type = request.header("content-type").orElse("").split(";", 2)[0].strip();
        return FILES.contains(type.toLowerCase(Locale.ROOT)) ? addFile.add(request) : add.add(request);
    }
}
