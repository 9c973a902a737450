package io.vuelta.cloud.template;

import java.util.List;
import java.util.Map;

/**
 * The system that the template describes, with all references resolved.
 *
 * @param secrets the secret strings by name
 * @param scheduleGroups the names of the schedule groups
 * @param physicalNames the name of every resource by its logical id
 * @param outputs the values of the template's Outputs by name
 */
public record SystemModel(
        List<TableModel> tables,
        List<BucketModel> buckets,
        List<QueueModel> queues,
        List<FunctionModel> functions,
        HttpApiModel httpApi,
        List<String> scheduleGroups,
        Map<String, String> secrets,
        Map<String, String> physicalNames,
        Map<String, String> outputs) {
    public SystemModel {
        tables = List.copyOf(tables);
        buckets = List.copyOf(buckets);
        queues = List.copyOf(queues);
        functions = List.copyOf(functions);
        scheduleGroups = List.copyOf(scheduleGroups);
        secrets = Map.copyOf(secrets);
        physicalNames = Map.copyOf(physicalNames);
        outputs = Map.copyOf(outputs);
    }
}
