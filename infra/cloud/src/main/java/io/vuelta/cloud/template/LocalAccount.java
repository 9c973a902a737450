package io.vuelta.cloud.template;

/** The simulated AWS account of the local system: its names, and credentials that its servers accept. */
public final class LocalAccount {
    public static final String REGION = "us-east-1";
    public static final String ID = "000000000000";
    public static final String ACCESS_KEY_ID = "local";
    public static final String SECRET_ACCESS_KEY = "localsecret";

    private LocalAccount() {}

    public static String queueArn(String name) {
        return "arn:aws:sqs:" + REGION + ":" + ID + ":" + name;
    }

    public static String functionArn(String name) {
        return "arn:aws:lambda:" + REGION + ":" + ID + ":function:" + name;
    }

    public static String tableArn(String name) {
        return "arn:aws:dynamodb:" + REGION + ":" + ID + ":table/" + name;
    }

    /** The ARN of a table's stream. On AWS, the ARN ends with the instant at which the stream was enabled. */
    public static String streamArn(String tableName) {
        return tableArn(tableName) + "/stream/2024-01-01T00:00:00.000";
    }

    public static String bucketArn(String name) {
        return "arn:aws:s3:::" + name;
    }

    public static String secretArn(String name) {
        return "arn:aws:secretsmanager:" + REGION + ":" + ID + ":secret:" + name;
    }

    static String roleArn(String name) {
        return "arn:aws:iam::" + ID + ":role/" + name;
    }

    static String policyArn(String name) {
        return "arn:aws:iam::" + ID + ":policy/" + name;
    }

    static String scheduleGroupArn(String name) {
        return "arn:aws:scheduler:" + REGION + ":" + ID + ":schedule-group/" + name;
    }

    static String logGroupArn(String name) {
        return "arn:aws:logs:" + REGION + ":" + ID + ":log-group:" + name + ":*";
    }

    static String alarmArn(String name) {
        return "arn:aws:cloudwatch:" + REGION + ":" + ID + ":alarm:" + name;
    }

    static String topicArn(String name) {
        return "arn:aws:sns:" + REGION + ":" + ID + ":" + name;
    }

    /** The last part of an ARN whose parts are divided by colons: a queue's or function's name. */
    public static String nameInArn(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
