package io.vuelta.cloud.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import io.vuelta.cloud.rude.NamedCaller;
import io.vuelta.cloud.template.FunctionModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A function's code: creates instances of its handler and passes events to them. */
final class HandlerClass {
    /** An instance that handles one event at a time, like an execution environment of Lambda. */
    interface Instance {
        String handle(byte[] event, Context context) throws IOException;
    }

    private final FunctionModel model;
    private final Constructor<?> constructor;

    /** Lambda calls the first constructor; here only its existence is checked. */
    private HandlerClass(FunctionModel model, Constructor<?> lambdas, Constructor<?> constructor) {
        Objects.requireNonNull(lambdas);
        this.model = model;
        this.constructor = constructor;
    }

    /** Checks the requirements of Lambda and of the local runtime on the class. */
    static HandlerClass of(FunctionModel model) {
        String[] parts = model.handler().split("::", 2);
        if (parts.length == 2 && !parts[1].equals("handleRequest")) {
            throw problem(model, "names the method " + parts[1] + "; only handleRequest is supported", null);
        }
        try {
            Class<?> type = Class.forName(parts[0]);
            return new HandlerClass(model, type.getConstructor(), type.getConstructor(Map.class));
        } catch (ClassNotFoundException e) {
            throw problem(model, "names the class " + parts[0] + ", which does not exist", e);
        } catch (NoSuchMethodException e) {
            throw problem(
                    model,
                    "must have two public constructors: one without parameters, which Lambda calls, and one that takes"
                            + " the environment as a Map<String, String>, which the local runtime calls",
                    e);
        }
    }

    private static LambdaException problem(FunctionModel model, String what, @Nullable Throwable cause) {
        return new LambdaException("Handler " + model.handler() + " of " + model.logicalId() + " " + what, cause);
    }

    Instance newInstance(Map<String, String> environment) {
        Object handler;
        try {
            handler = ScopedValue.where(NamedCaller.FUNCTION, model.logicalId())
                    .call(() -> constructor.newInstance(environment));
        } catch (InvocationTargetException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw problem(model, "cannot be created: " + cause, cause);
        } catch (ReflectiveOperationException e) {
            throw problem(model, "cannot be created: " + e, e);
        }
        return switch (handler) {
            case RequestStreamHandler stream ->
                (event, context) -> {
                    var out = new ByteArrayOutputStream();
                    stream.handleRequest(new ByteArrayInputStream(event), out, context);
                    return out.toString(StandardCharsets.UTF_8);
                };
            case RequestHandler<?, ?> typed -> typed(typed);
            default -> throw problem(model, "is neither a RequestHandler nor a RequestStreamHandler", null);
        };
    }

    @SuppressWarnings("unchecked")
    private Instance typed(RequestHandler<?, ?> handler) {
        var types = typeArguments(handler.getClass())
                .orElseThrow(() -> problem(model, "must itself declare the types of RequestHandler<I, O>", null));
        var typed = (RequestHandler<Object, Object>) handler;
        PojoSerializer<Object> input = serializer(types.getActualTypeArguments()[0]);
        PojoSerializer<Object> output = serializer(types.getActualTypeArguments()[1]);
        return (event, context) -> {
            var out = new ByteArrayOutputStream();
            output.toJson(typed.handleRequest(input.fromJson(new ByteArrayInputStream(event)), context), out);
            return out.toString(StandardCharsets.UTF_8);
        };
    }

    private static Optional<ParameterizedType> typeArguments(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Type implemented : at.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType parameterized
                        && parameterized.getRawType() == RequestHandler.class) {
                    return Optional.of(parameterized);
                }
            }
        }
        return Optional.empty();
    }

    /** The same mapping as in Lambda's own Java runtime. */
    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Type type) {
        if (type instanceof Class<?> known && LambdaEventSerializers.isLambdaSupportedEvent(known.getName())) {
            return (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(known, known.getClassLoader());
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }
}
