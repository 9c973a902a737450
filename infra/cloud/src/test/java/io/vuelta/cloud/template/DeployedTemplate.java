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

/** A template as it is deployed: every resource with all of its properties, those without effect here among them. */
final class DeployedTemplate {
    /** The longest name that a stack may have. */
    static final String STACK = "Stack-of-a-very-long-name-".repeat(5).substring(0, 128);

    /** As the project is deployed. */
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

    /** The same with other values of parameters. */
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

    /** Logical id to resource as it is written, in the order of the template. */
    Map<String, Section> resources() {
        return declared;
    }

    Section resource(String id) {
        return Objects.requireNonNull(declared.get(id), id);
    }

    /** Properties as they are written, a function's with the globals. */
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

    /** What a value is once it is deployed; null for no value. */
    @Nullable
    Object resolve(@Nullable Object value) {
        return resources.values().resolve(value, new Place("template.yaml", "a value"));
    }

    /** A part of a resource, resolved. */
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

    /** All maps in a value, the innermost last. */
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

    /** A value that may stand alone or in a list. */
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
