package io.vuelta.cloud.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.vuelta.cloud.template.FunctionModel;
import io.vuelta.cloud.template.LocalAccount;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The context of one call. */
final class Invocation implements Context {
    private final String requestId = UUID.randomUUID().toString();
    private final FunctionModel model;
    private final LambdaLogger logger;
    private final long endNanos;

    Invocation(FunctionModel model, LambdaLogger logger) {
        this.model = model;
        this.logger = logger;
        this.endNanos = System.nanoTime() + model.timeout().toNanos();
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + model.name();
    }

    @Override
    public String getLogStreamName() {
        return "local";
    }

    @Override
    public String getFunctionName() {
        return model.name();
    }

    @Override
    public String getFunctionVersion() {
        return LambdaFunction.VERSION;
    }

    @Override
    public String getInvokedFunctionArn() {
        return LocalAccount.functionArn(model.name());
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, Duration.ofNanos(endNanos - System.nanoTime()).toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return model.memoryMegabytes();
    }

    @Override
    public LambdaLogger getLogger() {
        return logger;
    }
}
