package io.vuelta.cloud.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A template as it is deployed: every resource with all of its properties, including those without effect in the local
 * runtime.
 */
final class DeployedTemplate {
    /** A stack name of the maximum length, 128 characters. */
    static final String STACK = "Stack-of-a-very-long-name-".repeat(5).substring(0, 128);

    /** The template of the project. */
    static final Path FILE = Path.of("../../template.yaml");

    private final Path file;
    private final String text;
    private final Section top;
    private final Resources resources;
    private final Map<String, Section> declared = new LinkedHashMap<>();

    DeployedTemplate(Path file, Map<String, String> parameters) {
        this.file = file;
        try {
            this.text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.top = Section.of(TemplateYaml.load(file), new Place("template.yaml", ""));
        this.resources = new Resources(
                top.section("Resources"),
                top.section("Globals"),
                STACK,
                ADDRESSES,
                Parameters.read(top.section("Parameters"), parameters),
                top.section("Conditions"));
        Section all = top.section("Resources");
        all.entries().keySet().forEach(id -> declared.put(id, all.section(id)));
    }

    /** The same template with another value of one parameter. */
    DeployedTemplate with(String parameter, String value) {
        return new DeployedTemplate(file, Map.of(parameter, value));
    }

    String text() {
        return text;
    }

    Section parameters() {
        return top.section("Parameters");
    }

    Section outputs() {
        return top.section("Outputs");
    }

    /** The resources as written, by logical id, in the order of the template. */
    Map<String, Section> resources() {
        return declared;
    }

    Section resource(String id) {
        return Objects.requireNonNull(declared.get(id), id);
    }

    /** The properties of all resources of a type as written, by logical id; those of a function include the globals. */
    Map<String, Section> ofType(String type) {
        Map<String, Section> found = new LinkedHashMap<>();
        declared.forEach((id, resource) -> {
            if (resource.requiredText("Type").equals(type)) {
                Section own = resource.section("Properties");
                found.put(
                        id,
                        type.equals("AWS::Serverless::Function") ? Globals.merge(top.section("Globals"), own) : own);
            }
        });
        return found;
    }

    /** The deployed value, with all references resolved; null for {@code AWS::NoValue}. */
    @Nullable
    Object resolve(@Nullable Object value) {
        return resources.values().resolve(value, new Place("template.yaml", "a value"));
    }

    /** A part of a resource with all references resolved. */
    Section resolved(Section section) {
        return Section.of(resolve(new HashMap<>(section.entries())), section.place());
    }

    /** The logical id in {@code !Ref Id}, {@code !GetAtt Id.Arn}; empty for anything else. */
    static String idIn(@Nullable Object value) {
        if (value instanceof Map<?, ?> call && call.size() == 1) {
            Object argument = call.values().iterator().next();
            if (argument instanceof String name) {
                return name.replaceFirst("\\..*", "");
            }
        }
        return "";
    }

    /** Passes all maps within a value to the consumer, outer maps before inner ones. */
    static void walk(@Nullable Object value, Consumer<Map<?, ?>> seen) {
        switch (value) {
            case Map<?, ?> map -> {
                seen.accept(map);
                map.values().forEach(each -> walk(each, seen));
            }
            case List<?> list -> list.forEach(each -> walk(each, seen));
            case null, default -> {}
        }
    }

    /** The elements of a list; a single value becomes a list with one element. */
    static List<Object> list(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list.stream().map(Object.class::cast).toList();
            default -> List.of(value);
        };
    }

    private static final TemplateReader.Addresses ADDRESSES = new TemplateReader.Addresses() {
        @Override
        public String queueUrl(String queueName) {
            return "https://sqs/" + queueName;
        }

        @Override
        public String httpApi() {
            return "https://api";
        }
    };
}
