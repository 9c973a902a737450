package io.vuelta.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.CampaignId;
import io.vuelta.domain.campaign.ContactId;
import io.vuelta.domain.contact.Contact;
import io.vuelta.domain.contact.ContactData;
import io.vuelta.testkit.examples.Examples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of a template's parameters. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MessageTemplateTest {
    private static Contact contact(Map<String, String> variables) {
        CampaignId campaign = new CampaignId("c1");
        ContactData data = new ContactData("id-1", "Ana", "none", "", "", variables);
        return Contact.loaded(
                ContactId.of(campaign, Examples.number(0)), Examples.number(0), data, "up/0/1", Examples.MONDAY);
    }

    private static MessageTemplate template(String... body) {
        return Examples.template("hello", "es_MX", List.of(body));
    }

    @ParameterizedTest
    @CsvSource({"name, Ana", "contact_name, Ana", "id, id-1", "context, none", "debt, 100", "2, two", "1, Ana", "3, ''"
    })
    void a_parameter_is_the_contacts_field_or_column_of_its_name_and_parameter_1_is_the_name(
            String name, String value) {
        assertThat(template().value(name, contact(Map.of("debt", "100", "2", "two"))))
                .isEqualTo(value);
    }

    @Test
    void a_column_called_1_comes_before_the_name() {
        assertThat(template().value("1", contact(Map.of("1", "one")))).isEqualTo("one");
    }

    @Test
    void a_missing_parameter_is_named_once_and_a_blank_value_counts_as_missing() {
        assertThat(template("1", "debt", "date", "debt").missing(contact(Map.of("debt", " "))))
                .containsExactly("debt", "date");
    }

    @Test
    void parameters_have_names_unless_all_are_numbers() {
        assertThat(template("1", "2").named()).isFalse();
        assertThat(template().named()).isFalse();
        assertThat(template("debt").named()).isTrue();
    }
}
