package io.vuelta.handlers.runtime;

import java.io.OutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * Runs Lambda's deserializer and serializer of events once, as for a function's first event. They are part of the
 * runtime, not of the function: if the runtime does not expose them, nothing happens.
 */
final class PrimedEvents {
    private static final String PACKAGE = "com.amazonaws.services.lambda.runtime.serialization.";
    private static final String NOTHING = "{}";

    private PrimedEvents() {}

    /** Primes the event classes of the function that Lambda's environment variables name. */
    static void prime(Map<String, String> environment) {
        String handler = environment.get("_HANDLER");
        if (handler == null) {
            return;
        }
        try {
            Class<?> function = Class.forName(handler.replaceFirst("::.*", ""));
            for (Type implemented : function.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType types) {
                    for (Type type : types.getActualTypeArguments()) {
                        readAndWrite(type);
                    }
                }
            }
        } catch (ReflectiveOperationException _) {
            // The first event then loads these classes.
        }
    }

    private static void readAndWrite(Type type) throws ReflectiveOperationException {
        Object serializer = serializer(type);
        Class<?> api = Class.forName(PACKAGE + "PojoSerializer");
        Object read = api.getMethod("fromJson", String.class).invoke(serializer, NOTHING);
        api.getMethod("toJson", Object.class, OutputStream.class)
                .invoke(serializer, read, OutputStream.nullOutputStream());
    }

    private static Object serializer(Type type) throws ReflectiveOperationException {
        Class<?> events = Class.forName(PACKAGE + "events.LambdaEventSerializers");
        if (type instanceof Class<?> known
                && Boolean.TRUE.equals(
                        events.getMethod("isLambdaSupportedEvent", String.class).invoke(null, known.getName()))) {
            return events.getMethod("serializerFor", Class.class, ClassLoader.class)
                    .invoke(null, known, known.getClassLoader());
        }
        Class<?> jackson = Class.forName(PACKAGE + "factories.JacksonFactory");
        Object factory = jackson.getMethod("getInstance").invoke(null);
        return jackson.getMethod("getSerializer", Type.class).invoke(factory, type);
    }
}
