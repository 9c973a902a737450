package io.vuelta.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vuelta.domain.campaign.CampaignStatus;
import io.vuelta.handlers.api.ExamplesTest.Example;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.openapi.ApiOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** For any invalid value in a request to any route, the error has the path of the field and the value. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ErrorFieldsTest {
    private static final JsonNode NUMBER = JsonNodeFactory.instance.numberNode(7);
    private static final JsonNode OBJECT = JsonNodeFactory.instance.objectNode().put("no", "such");

    /** Operations that check contacts and numbers one by one; a contact may have a variable of any kind. */
    private static final Set<String> BY_ROW = Set.of("addContacts", "addNumbers");

    /**
     * A request of the description with one invalid value.
     *
     * @param path the path of this value
     */
    record Wrong(Example example, String path, JsonNode value) {
        @Override
        public String toString() {
            return example + " " + path;
        }
    }

    static Stream<Wrong> wrong() {
        return Contract.DESCRIPTION.operations().stream()
                .filter(operation -> !BY_ROW.contains(operation.id()))
                .flatMap(ExamplesTest::examples)
                .filter(example -> example.body().isObject())
                .flatMap(example -> {
                    List<Wrong> all = new ArrayList<>();
                    collect(example, "", example.body(), UnaryOperator.identity(), all);
                    return all.stream();
                });
    }

    /** Adds one invalid value for each position in a value. */
    private static void collect(
            Example example, String path, JsonNode at, UnaryOperator<JsonNode> into, List<Wrong> all) {
        // Null counts as absent.
        if (!path.isEmpty() && !at.isNull()) {
            // A line's voice is a text or an object.
            JsonNode value = at.isContainerNode() || path.equals("voice") ? NUMBER : OBJECT;
            JsonNode body = into.apply(value);
            all.add(new Wrong(new Example(example.operation(), example.name(), example.type(), body), path, value));
        }
        at.properties()
                .forEach(field -> collect(
                        example,
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                        field.getValue(),
                        value -> into.apply(((ObjectNode) at.deepCopy()).set(field.getKey(), value)),
                        all));
        if (at instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                int place = index;
                collect(
                        example,
                        path + "[" + index + "]",
                        list.get(index),
                        value -> {
                            ArrayNode changed = list.deepCopy();
                            changed.set(place, value);
                            return into.apply(changed);
                        },
                        all);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_value_of_another_kind_is_named_and_shown(Wrong wrong) {
        Client client = ExampleWorld.of(
                wrong.example().operation().id(), wrong.example().name());

        Client.Reply reply = ExamplesTest.send(client, wrong.example());

        assertThat(reply.error()).startsWith("400 ").endsWith(" " + wrong.path());
        assertThat(reply.text("/message")).startsWith(wrong.path() + " ");
        assertThat(reply.at("/given").asText()).isEqualTo(wrong.value().isNumber() ? "7" : "{\"no\":\"such\"}");
    }

    static Stream<Arguments> parameters() {
        TextNode nothing = TextNode.valueOf("~");
        return Contract.DESCRIPTION.operations().stream()
                .flatMap(operation -> operation.parametersIn("query").stream()
                        .filter(parameter -> !Contract.DESCRIPTION.isValid(parameter.path("schema"), nothing))
                        .map(parameter ->
                                Arguments.of(operation, parameter.path("name").asText())));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void a_parameter_that_cannot_be_used_is_named_and_shown(ApiOperation operation, String name) {
        String path = operation.path();
        for (JsonNode parameter : operation.parametersIn("path")) {
            path = path.replace(
                    "{" + parameter.path("name").asText() + "}",
                    parameter.path("example").asText());
        }
        for (var id : ExampleWorld.IDS.entrySet()) {
            path = path.replace(id.getKey(), id.getValue());
        }

        // Some requests also need another parameter.
        String others = operation.parametersIn("query").stream()
                .filter(parameter -> parameter.has("example")
                        && !parameter.path("name").asText().equals(name)
                        && !parameter.path("schema").has("maximum"))
                .map(parameter -> "&" + parameter.path("name").asText() + "="
                        + parameter.path("example").asText())
                .collect(Collectors.joining());

        Client.Reply reply =
                ExampleWorld.of(operation.id(), "").send(operation.method(), path + "?" + name + "=~" + others, null);

        assertThat(reply.error()).isEqualTo("400 INVALID_REQUEST " + name);
        assertThat(reply.text("/given")).isEqualTo("~");
    }

    /** Values of the right type that the rules refuse. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'retries':9                                                       | retries                    | 9",
                "'retries':1.5                                                     | retries                    | 1.5",
                "'nmae':'x'                                                        | nmae                       | x",
                "'scheduling':{'mon':{'startTime':'9:00','stopTime':'18:00'}}      | scheduling.mon.startTime   | 9:00",
                "'scheduling':{'mon':{'startTime':'24:00','stopTime':'18:00'}}     | scheduling.mon.startTime   | 24:00",
                "'scheduling':{'mon':{'startTime':'09:00','stopTime':'25:00'}}     | scheduling.mon.stopTime    | 25:00",
                "'scheduling':{'mon':{'startTime':'09:00','stopTime':'09:00'}}     | scheduling.mon.stopTime    | 09:00",
                "'scheduling':{'mon':{'startTime':'9','stopTime':'x','active':false}} | scheduling.mon.startTime | 9",
                "'scheduling':{'mon':{'stopTime':'18:00'}}                         | scheduling.mon.startTime   | ",
                "'scheduling':{'monday':{}}                                        | scheduling.monday          | {}",
                "'cycles':{'filter_statuses':['failed','x']}                       | cycles.filter_statuses[1]  | x",
                "'cycles':{'filter_tags':['a','a']}                                | cycles.filter_tags[1]      | a",
                "'breaker':{'attempts':1}                                          | breaker.attempts           | 1",
                "'description':'a text that is longer than forty characters\\u0000'  | description | a text that is longer than forty charact",
                "'message_limit':1e400                                             | message_limit              | ",
            })
    void a_setting_that_the_rules_refuse_is_named_and_shown(String setting, String field, @Nullable String given) {
        Client client = Client.withCampaign(
                CampaignStatus.READY,
                Examples.with().cycles(Given.dailyCooldown()).build());

        Client.Reply reply = client.patch("/campaigns/C1", "{" + setting + "}");

        assertThat(reply.error()).startsWith("400 ").endsWith(" " + field);
        if (given == null) {
            assertThat(reply.text("/given")).hasSizeLessThanOrEqualTo(40);
        } else {
            assertThat(reply.text("/given")).isEqualTo(given);
        }
    }
}
