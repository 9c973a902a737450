package io.vuelta.cloud.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vuelta.cloud.template.LocalAccount;
import io.vuelta.cloud.template.QueueModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Creates the template's queues. */
final class QueueCreation {
    private QueueCreation() {}

    /** Creates the queues, dead-letter queues first because other queues refer to them. */
    static void create(List<QueueModel> models, SqsCalls sqs) {
        Map<String, QueueModel> missing =
                models.stream().collect(Collectors.toMap(QueueModel::name, model -> model, (a, _) -> a, HashMap::new));
        Deque<QueueModel> path = new ArrayDeque<>();
        for (QueueModel model : models) {
            path.push(model);
            missing.remove(model.name());
            while (!path.isEmpty()) {
                QueueModel target = path.element()
                        .redrive()
                        .map(redrive -> missing.remove(LocalAccount.nameInArn(redrive.deadLetterArn())))
                        .orElse(null);
                if (target == null) {
                    create(path.pop(), sqs);
                } else {
                    path.push(target);
                }
            }
        }
    }

    private static void create(QueueModel model, SqsCalls sqs) {
        ObjectNode request = SqsCalls.JSON.createObjectNode().put("QueueName", model.name());
        ObjectNode attributes = request.putObject("Attributes")
                .put("VisibilityTimeout", "" + model.visibility().toSeconds())
                .put("DelaySeconds", "" + model.delay().toSeconds())
                .put("MessageRetentionPeriod", "" + model.retention().toSeconds())
                .put("ReceiveMessageWaitTimeSeconds", "" + model.receiveWait().toSeconds());
        if (model.fifo()) {
            attributes.put("FifoQueue", "true");
            attributes.put("ContentBasedDeduplication", "" + model.contentBasedDeduplication());
        }
        model.redrive()
                .ifPresent(redrive -> attributes.put(
                        "RedrivePolicy",
                        SqsCalls.JSON
                                .createObjectNode()
                                .put("deadLetterTargetArn", redrive.deadLetterArn())
                                .put("maxReceiveCount", redrive.maxReceiveCount())
                                .toString()));
        sqs.ask("CreateQueue", request);
    }
}
