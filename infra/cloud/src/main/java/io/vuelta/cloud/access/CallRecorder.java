package io.vuelta.cloud.access;

import io.vuelta.cloud.rude.NamedCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Records the calls of functions to AWS. Each client has its own instance. It is created together with the client in
 * the function's constructor, where {@link NamedCaller#FUNCTION} is bound. The SDK finds this class by {@code
 * execution.interceptors} among the resources, in every client of the local runtime; clients outside functions record
 * nothing.
 */
public final class CallRecorder implements ExecutionInterceptor {
    private static final String FILE = "vuelta.calls";

    private static final Set<AwsCall> CALLS = ConcurrentHashMap.newKeySet();

    private final @Nullable String function = NamedCaller.FUNCTION.isBound() ? NamedCaller.FUNCTION.get() : null;

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (function != null) {
            CALLS.addAll(Requests.calls(
                    function,
                    attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                    attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                    context.request()));
        }
    }

    /** Appends the calls of this process to the file that the system property {@value #FILE} names, if it is set. */
    public static void keep() {
        @Nullable String file = System.getProperty(FILE);
        if (file != null) {
            try {
                Files.write(
                        Path.of(file),
                        calls().stream().map(AwsCall::line).sorted().toList(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The calls that several processes have appended to this file. */
    public static Set<AwsCall> kept(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(AwsCall::ofLine).collect(Collectors.toUnmodifiableSet());
    }

    /** The calls of this process. */
    public static Set<AwsCall> calls() {
        return Set.copyOf(CALLS);
    }
}
