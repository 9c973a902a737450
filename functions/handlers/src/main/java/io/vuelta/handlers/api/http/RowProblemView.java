package io.vuelta.handlers.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vuelta.domain.upload.RowProblem;
import java.util.List;

/** Shows the problems of the rows of a file, and how the rows were handled. */
public final class RowProblemView {
    private RowProblemView() {}

    public static ArrayNode json(List<RowProblem> problems) {
        ArrayNode list = ApiJson.list();
        problems.forEach(problem -> list.addObject()
                .put("line", problem.line())
                .put("column", problem.column())
                .put("value", problem.value())
                .put("reason", problem.reason())
                .put("action", problem.action().wire()));
        return list;
    }
}
