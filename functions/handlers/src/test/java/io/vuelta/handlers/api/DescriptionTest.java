package io.vuelta.handlers.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vuelta.testkit.openapi.ApiOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The API's description is served as it is written, and describes the API's routes and no others. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DescriptionTest {
    private static final Path SERVED = Path.of("src/main/resources/io/vuelta/handlers/api", DescriptionResource.FILE);
    private static final String RENEW = "openapi.renew";

    private final Client client = Client.withLine();

    @Test
    void the_description_is_served_as_json() throws IOException {
        String json = new ObjectMapper().writeValueAsString(Contract.DESCRIPTION.document()) + "\n";
        if (Boolean.getBoolean(RENEW)) {
            Files.writeString(SERVED, json);
        }

        assertThat(Files.readString(SERVED).equals(json))
                .as(
                        "%s is %s as JSON; renew it: mvn -q -pl functions/handlers -am test -Dtest=DescriptionTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
                        SERVED, Contract.FILE, RENEW)
                .isTrue();
    }

    @Test
    void the_description_is_served_without_a_key() throws IOException {
        Client.Reply reply = client.header("Authorization", null).raw("GET", "/openapi.json", null, false);

        assertThat(reply.status()).isEqualTo(200);
        JsonNode file = new ObjectMapper().readTree(Files.readString(SERVED, UTF_8));
        assertThat(reply.json().path("paths").size())
                .isPositive()
                .isEqualTo(file.path("paths").size());
    }

    @Test
    void every_route_is_described_and_nothing_else_is() {
        List<String> described = Contract.DESCRIPTION.operations().stream()
                .map(ApiOperation::route)
                .toList();

        assertThat(described).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(client.paths());
    }

    @Test
    void every_operation_has_an_id_of_its_own() {
        assertThat(Contract.DESCRIPTION.operations().stream().map(ApiOperation::id))
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }
}
