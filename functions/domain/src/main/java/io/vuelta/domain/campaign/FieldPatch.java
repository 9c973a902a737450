package io.vuelta.domain.campaign;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The change of one setting. */
public sealed interface FieldPatch<T> {
    /** No change: the setting keeps its value. */
    record Absent<T>() implements FieldPatch<T> {}

    /** Null: the setting gets its default, or is removed if it has no default. */
    record Null<T>() implements FieldPatch<T> {}

    record Value<T>(T value) implements FieldPatch<T> {}

    static <T> FieldPatch<T> absent() {
        return new Absent<>();
    }

    /** The change to the value of a field that is present: null if it is empty. */
    static <T> FieldPatch<T> of(Optional<T> value) {
        return value.<FieldPatch<T>>map(Value::new).orElseGet(Null::new);
    }

    /** The setting after the change. */
    default T applied(T now, T standard) {
        return switch (this) {
            case Absent<T> _ -> now;
            case Null<T> _ -> standard;
            case Value<T> given -> given.value();
        };
    }

    /** The setting after the change; null for no value. */
    default @Nullable T applied(@Nullable T now) {
        return switch (this) {
            case Absent<T> _ -> now;
            case Null<T> _ -> null;
            case Value<T> given -> given.value();
        };
    }

    default boolean isAbsent() {
        return this instanceof Absent<T>;
    }

    /** Whether it has a value. */
    default boolean isGiven() {
        return this instanceof Value<T>;
    }
}
