package io.vuelta.cloud.template;

import java.util.List;

/** A bucket of the template and the receivers of its notifications. */
public record BucketModel(String logicalId, String name, List<Notification> notifications) {
    public BucketModel {
        notifications = List.copyOf(notifications);
    }

    /**
     * An entry of the bucket's QueueConfigurations.
     *
     * @param event {@code s3:ObjectCreated:*} or one of its kinds
     * @param prefix and suffix the beginning and end of the keys to which the notification applies; empty for all
     */
    public record Notification(String event, String queueArn, String prefix, String suffix) {
        /**
         * Whether the notification applies to this event and key; the event name is without {@code s3:}, for example
         * {@code ObjectCreated:Put}.
         */
        public boolean isAbout(String eventName, String key) {
            String wanted = event.substring("s3:".length());
            boolean rightEvent = wanted.endsWith("*")
                    ? eventName.startsWith(wanted.substring(0, wanted.length() - 1))
                    : eventName.equals(wanted);
            return rightEvent && key.startsWith(prefix) && key.endsWith(suffix);
        }
    }
}
