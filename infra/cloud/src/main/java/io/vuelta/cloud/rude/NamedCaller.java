package io.vuelta.cloud.rude;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Adds to each request to DynamoDB the name of the function that makes it. Each client has its own instance. It is
 * created together with the client in the function's constructor, where {@link #FUNCTION} is bound; so requests on any
 * thread have the name. The SDK finds this class by {@code execution.interceptors} among the resources, in every client
 * of the local runtime.
 */
public final class NamedCaller implements ExecutionInterceptor {
    /** Bound to the logical id of the function whose handler is being created. */
    public static final ScopedValue<String> FUNCTION = ScopedValue.newInstance();

    /** The header with the caller's name; the proxy removes it. */
    public static final String HEADER = "x-vuelta-function";

    /** The caller name of the local runtime, for the work that AWS itself does: never refused and never counted. */
    public static final String LOCAL_RUNTIME = "local runtime";

    private final @Nullable String name = FUNCTION.isBound() ? FUNCTION.get() : null;

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return name == null
                ? context.httpRequest()
                : context.httpRequest().toBuilder().putHeader(HEADER, name).build();
    }
}
