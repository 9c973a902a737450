package io.vuelta.handlers.api.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vuelta.domain.action.RemoveFromUse;
import io.vuelta.domain.campaign.Campaign;
import io.vuelta.domain.line.Line;
import io.vuelta.handlers.api.http.ApiError;
import io.vuelta.handlers.api.http.ApiErrorCode;
import io.vuelta.handlers.api.http.ApiJson;
import io.vuelta.handlers.api.http.ApiResponse;
import java.util.List;
import java.util.Map;

/** The response to the deletion of an agent or a line: it was deleted, or it is still in use. */
final class InUse {
    private InUse() {}

    static ApiResponse answer(RemoveFromUse.Result result, String what, String id) {
        return switch (result) {
            case RemoveFromUse.Result.Removed _ -> ApiResponse.of(200, ApiResponse.success());
            case RemoveFromUse.Result.NotThere _ -> throw ApiError.notFound(what, id);
            case RemoveFromUse.Result.InUse use -> throw error(use, what, id);
        };
    }

    static void requireNone(List<Campaign> campaigns, String message) {
        if (!campaigns.isEmpty()) {
            throw ApiError.of(409, ApiErrorCode.IN_USE, message, Map.of("campaigns", campaigns(campaigns)));
        }
    }

    private static ApiError error(RemoveFromUse.Result.InUse use, String what, String id) {
        String remedy = use.campaigns().isEmpty()
                ? "delete its integrations first"
                : "finish or cancel its campaigns first, or move them to another one";
        Map<String, JsonNode> details =
                Map.of("campaigns", campaigns(use.campaigns()), "integrations", lines(use.lines()));
        return ApiError.of(409, ApiErrorCode.IN_USE, what + " " + id + " is in use: " + remedy, details);
    }

    private static ArrayNode campaigns(List<Campaign> campaigns) {
        ArrayNode list = ApiJson.list();
        campaigns.forEach(campaign -> list.addObject()
                .put("id", campaign.id().value())
                .put("name", campaign.settings().name())
                .put("status", campaign.status().wire())
                .put("archived", campaign.archived()));
        return list;
    }

    private static ArrayNode lines(List<Line> lines) {
        ArrayNode list = ApiJson.list();
        lines.forEach(line -> list.addObject()
                .put("id", line.id().value())
                .put("label", line.details().label())
                .put("number", line.number().e164()));
        return list;
    }
}
