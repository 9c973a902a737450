package io.vuelta.handlers.api.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.TemplateLists.Button;
import io.vuelta.domain.dispatch.TemplateLists.Listed;
import io.vuelta.domain.dispatch.TemplateLists.Listing;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.price.MessageCategory;
import io.vuelta.handlers.api.Client;
import io.vuelta.testkit.examples.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TemplatesApiTest {
    private static final String TEMPLATES = "/integrations/" + Client.WHATSAPP + "/templates";
    private static final Listed PROMO = new Listed(
            new MessageTemplate(
                    "promo",
                    "es_MX",
                    "PAUSED",
                    MessageCategory.MARKETING,
                    List.of(),
                    true,
                    List.of("name", "date"),
                    List.of(0),
                    List.of("OTP button")),
            "77",
            "MARKETING",
            "IMAGE",
            null,
            "Hola {{name}}, el {{date}}",
            null,
            List.of(new Button("QUICK_REPLY", "Si", null), new Button("PHONE_NUMBER", "Llama", "+525500000000")));

    private final Client client = Client.withLine();

    TemplatesApiTest() {
        client.store.lines().put(Examples.line(Client.WHATSAPP, Channel.WHATSAPP));
    }

    @Test
    void templates_are_shown_as_they_are_at_meta() {
        client.templateLists = (_, _, _) -> new Listing.Page(List.of(PROMO), Optional.empty(), Optional.empty());

        Client.Reply reply = client.get(TEMPLATES);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/templates/0"))
                .hasToString("{\"id\":\"77\",\"name\":\"promo\",\"language\":\"es_MX\",\"status\":\"PAUSED\","
                        + "\"category\":\"MARKETING\",\"header\":{\"format\":\"IMAGE\",\"text\":null},"
                        + "\"body\":\"Hola {{name}}, el {{date}}\",\"footer\":null,\"parameters\":[\"name\",\"date\"],"
                        + "\"buttons\":[{\"type\":\"QUICK_REPLY\",\"text\":\"Si\",\"target\":null},"
                        + "{\"type\":\"PHONE_NUMBER\",\"text\":\"Llama\",\"target\":\"+525500000000\"}],"
                        + "\"unsupported\":[\"OTP button\"]}");
        assertThat(reply.at("/has_next").booleanValue()).isFalse();
        assertThat(reply.at("/total_count")).hasToString("1");
    }

    @Test
    void the_next_page_begins_at_the_providers_cursor() {
        List<String> asked = new ArrayList<>();
        client.templateLists = (_, from, limit) -> {
            asked.add(from.map(at -> (at.isEnd() ? "before " : "after ") + at.cursor())
                            .orElse("first") + " " + limit);
            boolean second = from.filter(at -> !at.isEnd()).isPresent();
            return second
                    ? new Listing.Page(List.of(PROMO), Optional.empty(), Optional.of("QVFIZE/=&"))
                    : new Listing.Page(List.of(PROMO), Optional.of("QVFIZD/=&"), Optional.empty());
        };

        Client.Reply first = client.get(TEMPLATES + "?limit=1&page=1");
        Client.Reply second = client.get(TEMPLATES + "?page=" + first.text("/next_page"));
        Client.Reply back = client.get(TEMPLATES + "?pageSize=1&cursor=" + second.text("/previous_cursor"));

        assertThat(asked).containsExactly("first 1", "after QVFIZD/=& 100", "before QVFIZE/=& 1");
        assertThat(first.at("/has_previous").booleanValue()).isFalse();
        assertThat(first.at("/total_count").isNull()).isTrue();
        assertThat(second.at("/has_previous").booleanValue()).isTrue();
        assertThat(second.at("/next_cursor").isNull()).isTrue();
        assertThat(back.json()).isEqualTo(first.json());
    }

    @Test
    void a_list_that_cannot_be_read_has_its_reason() {
        assertThat(client.get("/integrations/" + Client.LINE + "/templates").error())
                .isEqualTo("409 NO_TEMPLATES_HERE");
        assertThat(client.get("/integrations/none/templates").error()).isEqualTo("404 NOT_FOUND");
        assertThat(client.get(TEMPLATES + "?limit=101").error()).isEqualTo("400 INVALID_REQUEST limit");
        assertThat(client.get(TEMPLATES + "?page=2").error()).isEqualTo("400 INVALID_REQUEST page");
        assertThat(client.get(TEMPLATES + "?name=x").error()).isEqualTo("400 INVALID_REQUEST name");
        client.templateLists = (_, _, _) -> new Listing.Unavailable("WHATSAPP_190");
        assertThat(client.get(TEMPLATES).error()).isEqualTo("503 PROVIDER_UNAVAILABLE");
    }
}
