package io.vuelta.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.testkit.openapi.ApiOperation;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters {@code startDate} and {@code endDate} mean the same in every request that has them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PeriodsTest {
    private static final List<String> PATHS = List.of(
            "/campaigns", "/campaigns/C1/calls", "/campaigns/C1/messages", "/campaigns/C1/series", "/analytics");

    private final Client client = Client.withCampaign(CampaignStatus.ACTIVE);

    @Test
    void every_operation_with_a_period_is_tested() {
        assertThat(Contract.DESCRIPTION.operations().stream()
                        .filter(operation -> operation.parametersIn("query").stream()
                                .anyMatch(parameter ->
                                        parameter.path("name").asText().equals("endDate")))
                        .map(ApiOperation::path)
                        .map(path -> path.replace("{campaign}", "C1")))
                .containsExactlyInAnyOrderElementsOf(PATHS);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02, 2026-03-02, true",
        "2026-03-01, 2026-03-02, true",
        "2026-03-02, 2026-03-01, false",
        "2026-03-02T10:00:00Z, 2026-03-02T10:00:00Z, true",
        "2026-03-02T10:00:00Z, 2026-03-02T09:59:59Z, false",
        "2026-03-02T10:00:00Z, 2026-03-02T10:59:59+01:00, false",
        "2026-03-02, 2026-03-02T23:00:00Z, true",
        "2026-03-02, 2026-03-01T01:00:00Z, false",
        "2026-03-02T10:00:00Z, 2026-03-02, true",
        "2026-03-02T13:00:00Z, 2026-02-28, false",
    })
    void a_period_that_ends_before_it_begins_is_refused(String start, String end, boolean accepted) {
        String dates = "startDate=" + start + "&endDate=" + end.replace("+", "%2B");
        String expected = accepted ? "200 " : "400 " + ApiErrorCode.INVALID_REQUEST + " endDate";

        for (String path : PATHS) {
            assertThat(client.get(path + "?" + dates).error()).as(path).isEqualTo(expected);
        }
        assertThat(client.post(
                                "/campaigns/C1/exports",
                                "{'kind':'calls','startDate':'" + start + "','endDate':'" + end + "'}")
                        .error())
                .isEqualTo(accepted ? "202 " : expected);
    }
}
