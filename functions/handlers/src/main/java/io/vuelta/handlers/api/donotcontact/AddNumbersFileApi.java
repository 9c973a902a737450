package io.vuelta.handlers.api.donotcontact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.domain.file.ReadDoNotContactFile;
import io.vuelta.domain.file.UnusableFile;
import io.vuelta.domain.file.UploadedFiles;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import io.vuelta.handlers.api.http.DomainFields;
import io.vuelta.handlers.api.http.Query;
import io.vuelta.handlers.api.http.Request;
import io.vuelta.handlers.api.http.RowProblemView;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** Adds numbers to the do-not-contact list as a CSV file. */
final class AddNumbersFileApi {
    private static final int MAX_FILE = 1024 * 1024;
    private static final int MAX_COLUMNS_SHOWN = 50;

    private final DoNotContact list;
    private final NumberReader numbers;
    private final UploadedFiles files;
    private final InstantSource clock;

    AddNumbersFileApi(DoNotContact list, NumberReader numbers, UploadedFiles files, InstantSource clock) {
        this.list = list;
        this.numbers = numbers;
        this.files = files;
        this.clock = clock;
    }

    ApiResponse add(Request request) {
        Query query = request.query();
        query.allowOnly(Set.of(AddNumbersApi.REGION));
        String region = DomainFields.region(
                AddNumbersApi.REGION, query.text(AddNumbersApi.REGION).orElse(AddNumbersApi.DEFAULT_REGION));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        byte[] file = request.file();
        if (file.length > MAX_FILE) {
            throw unusable("The file has " + file.length + " bytes; at most " + MAX_FILE
                    + " are accepted. Split it into several files");
        }
        ReadDoNotContactFile.Result read;
        try {
            read = files.read(file, table -> new ReadDoNotContactFile(numbers).read(table, region, now));
        } catch (UnusableFile e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
        list.putAll(read.entries());
        ObjectNode body = AddNumbersApi.summary(read.entries().size(), read.refused());
        body.withObject("/summary").put("repaired", read.repaired());
        body.set("problems", RowProblemView.json(read.problems()));
        body.set("ignored_columns", ignored(read.ignored()));
        return ApiResponse.of(201, body);
    }

    private static ApiError unusable(String message) {
        return ApiError.ofField(400, ApiErrorCode.INVALID_REQUEST, "body", message);
    }

    private static ArrayNode ignored(List<String> columns) {
        return ApiJson.texts(
                columns.stream().limit(MAX_COLUMNS_SHOWN).map(ApiJson::shown).toList());
    }
}
