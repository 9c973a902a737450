package io.vuelta.cloud.template;

import java.util.List;
import java.util.Map;

/**
 * What the template describes, resolved.
 *
 * @param secrets name to secret string
 * @param scheduleGroups names
 * @param physicalNames logical id to name, of every resource
 * @param outputs as the template's Outputs
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
