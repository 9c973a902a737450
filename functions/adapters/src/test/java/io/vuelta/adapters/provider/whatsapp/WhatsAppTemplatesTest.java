package io.vuelta.adapters.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.adapters.provider.http.ProviderHttp;
import io.vuelta.domain.dispatch.MessageTemplate;
import io.vuelta.domain.dispatch.MessageTemplates.Found;
import io.vuelta.domain.dispatch.TemplateLists.Button;
import io.vuelta.domain.dispatch.TemplateLists.Listed;
import io.vuelta.domain.dispatch.TemplateLists.Listing;
import io.vuelta.domain.dispatch.TemplateLists.Position;
import io.vuelta.domain.price.MessageCategory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How templates are read from Meta, and how often. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhatsAppTemplatesTest {
    private static final String LISTED = """
        {"data": [
          {"name": "promo_june", "language": "es_MX", "status": "APPROVED", "components": []},
          {"name": "promo", "language": "en", "status": "APPROVED", "components": []},
          {"name": "promo", "language": "es_MX", "status": "PAUSED", "components": [
            {"type": "HEADER", "format": "IMAGE"},
            {"type": "BODY", "text": "El {{2}}, {{1}}, y otra vez {{1}}; {{10}}"},
            {"type": "FOOTER", "text": "Baja: BAJA"},
            {"type": "BUTTONS", "buttons": [
              {"type": "URL", "text": "Ver", "url": "https://example.com"},
              {"type": "QUICK_REPLY", "text": "Sí"},
              {"type": "PHONE_NUMBER", "text": "Llamar", "phone_number": "+52"},
              {"type": "QUICK_REPLY", "text": "No"}]}]},
          {"name": "odd", "language": "es_MX", "status": "APPROVED", "components": [
            {"type": "HEADER", "format": "VIDEO"},
            {"type": "BODY", "text": "Hola {{first_name}}"},
            {"type": "BUTTONS", "buttons": [
              {"type": "URL", "text": "Ver", "url": "https://example.com/{{1}}"},
              {"type": "OTP", "text": "Copiar"}]}]}
        ]}
        """;

    private Instant now = Meta.NOW;

    private WhatsAppTemplates templates(Meta meta) {
        return new WhatsAppTemplates(ProviderHttp.client(InstantSource.system()), _ -> meta.secret(), () -> now);
    }

    @Test
    void a_template_is_found_by_name_and_language_with_its_parameters() throws IOException {
        try (Meta meta = Meta.answering(200, LISTED)) {
            assertThat(templates(meta).find(Meta.LINE, "promo", "es_MX"))
                    .isEqualTo(new Found.Known(new MessageTemplate(
                            "promo",
                            "es_MX",
                            "PAUSED",
                            null,
                            List.of(),
                            true,
                            List.of("1", "2", "10"),
                            List.of(1, 3),
                            List.of())));
            assertThat(templates(meta).find(Meta.LINE, "odd", "es_MX"))
                    .isInstanceOfSatisfying(Found.Known.class, known -> {
                        assertThat(known.template().body()).containsExactly("first_name");
                        assertThat(known.template().unsupported())
                                .containsExactly("HEADER VIDEO", "URL button with a parameter", "OTP button");
                    });
            assertThat(templates(meta).find(Meta.LINE, "promo", "pt_BR")).isEqualTo(new Found.NotThere());
            assertThat(meta.requests().getFirst())
                    .isEqualTo("GET /v23.0/222/message_templates?limit=100&name=promo Bearer token");
        }
    }

    @Test
    void a_found_template_is_cached_for_five_minutes_and_a_missing_one_is_not_cached() throws IOException {
        try (Meta meta = Meta.answering(200, LISTED)) {
            WhatsAppTemplates templates = templates(meta);
            templates.find(Meta.LINE, "promo", "en");
            now = now.plus(Duration.ofMinutes(5).minusMillis(1));
            templates.find(Meta.LINE, "promo", "en");
            assertThat(meta.requests()).hasSize(1);

            now = now.plusMillis(1);
            templates.find(Meta.LINE, "promo", "en");
            assertThat(meta.requests()).hasSize(2);

            templates.find(Meta.LINE, "none", "en");
            templates.find(Meta.LINE, "none", "en");
            assertThat(meta.requests()).hasSize(4);
        }
    }

    @Test
    void pages_are_read_until_the_template_is_found_up_to_a_limit() throws IOException {
        String page = "{\"data\":[{\"name\":\"promo_june\",\"language\":\"en\"}],"
                + "\"paging\":{\"cursors\":{\"after\":\"x y\"},\"next\":\"https://graph.example\"}}";
        try (Meta meta = Meta.answering(200, page)) {
            assertThat(templates(meta).find(Meta.LINE, "promo", "en")).isEqualTo(new Found.NotThere());

            assertThat(meta.requests())
                    .hasSize(10)
                    .element(1)
                    .isEqualTo("GET /v23.0/222/message_templates?limit=100&name=promo&after=x+y Bearer token");
            assertThat(templates(meta).find(Meta.LINE, "promo_june", "en")).isInstanceOf(Found.Known.class);
            assertThat(meta.requests()).hasSize(11);
        }
    }

    @Test
    void a_page_of_templates_has_their_texts_and_the_next_cursor() throws IOException {
        String page = "{\"data\":[{\"id\":\"77\",\"name\":\"promo\",\"language\":\"es_MX\",\"status\":\"APPROVED\","
                + "\"category\":\"MARKETING\",\"components\":["
                + "{\"type\":\"HEADER\",\"format\":\"TEXT\",\"text\":\"Hola {{name}}\"},"
                + "{\"type\":\"BODY\",\"text\":\"Tu cita es {{date}}\"},{\"type\":\"FOOTER\",\"text\":\"Ventas\"},"
                + "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"QUICK_REPLY\",\"text\":\"Si\"},"
                + "{\"type\":\"URL\",\"text\":\"Ver\",\"url\":\"https://example.com\"}]}]},"
                + "{\"id\":\"78\",\"name\":\"code\",\"language\":\"en\",\"status\":\"PAUSED\",\"category\":\"NEW\","
                + "\"components\":[{\"type\":\"HEADER\",\"format\":\"IMAGE\"}]}],"
                + "\"paging\":{\"cursors\":{\"before\":\"a\",\"after\":\"b c\"},\"next\":\"https://graph.example\"}}";
        try (Meta meta = Meta.answering(200, page)) {
            assertThat(templates(meta).list(Meta.LINE, Optional.of(new Position("x y", false)), 2))
                    .isEqualTo(new Listing.Page(
                            List.of(
                                    new Listed(
                                            new MessageTemplate(
                                                    "promo",
                                                    "es_MX",
                                                    "APPROVED",
                                                    MessageCategory.MARKETING,
                                                    List.of("name"),
                                                    false,
                                                    List.of("date"),
                                                    List.of(0),
                                                    List.of()),
                                            "77",
                                            "MARKETING",
                                            "TEXT",
                                            "Hola {{name}}",
                                            "Tu cita es {{date}}",
                                            "Ventas",
                                            List.of(
                                                    new Button("QUICK_REPLY", "Si", null),
                                                    new Button("URL", "Ver", "https://example.com"))),
                                    new Listed(
                                            new MessageTemplate(
                                                    "code", "en", "PAUSED", null, List.of(), true, List.of(), List.of(),
                                                    List.of()),
                                            "78",
                                            "NEW",
                                            "IMAGE",
                                            null,
                                            "",
                                            null,
                                            List.of())),
                            Optional.of("b c"),
                            Optional.empty()));
            assertThat(meta.requests().getFirst())
                    .isEqualTo("GET /v23.0/222/message_templates?limit=2&after=x+y Bearer token");

            meta.answer(200, page.replace("\"next\"", "\"previous\""));
            Listing.Page last =
                    (Listing.Page) templates(meta).list(Meta.LINE, Optional.of(new Position("b c", true)), 2);
            assertThat(last.next()).isEmpty();
            assertThat(last.previous()).contains("a");
            assertThat(meta.requests().getLast())
                    .isEqualTo("GET /v23.0/222/message_templates?limit=2&before=b+c Bearer token");

            meta.answer(200, page.replace(",\"next\":\"https://graph.example\"", ""));
            assertThat(((Listing.Page) templates(meta).list(Meta.LINE, Optional.empty(), 2)).next())
                    .isEmpty();
            meta.answer(401, "{\"error\":{\"code\":190}}");
            assertThat(templates(meta).list(Meta.LINE, Optional.empty(), 2))
                    .isEqualTo(new Listing.Unavailable("WHATSAPP_190"));
        }
    }

    @Test
    void a_failed_request_is_unavailable_and_not_a_missing_template() throws IOException {
        try (Meta meta = Meta.answering(401, "{\"error\":{\"code\":190}}")) {
            assertThat(templates(meta).find(Meta.LINE, "promo", "en")).isEqualTo(new Found.Unavailable("WHATSAPP_190"));
        }
        try (Meta meta = Meta.answering(502, "<html>")) {
            assertThat(templates(meta).find(Meta.LINE, "promo", "en")).isEqualTo(new Found.Unavailable("HTTP_502"));
        }
        assertThat(new WhatsAppTemplates(ProviderHttp.client(InstantSource.system()), _ -> Map.of(), () -> now)
                        .find(Meta.LINE, "promo", "en"))
                .isEqualTo(new Found.Unavailable("LINE_SECRET"));
    }
}
