package io.vuelta.domain.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vuelta.domain.agent.Agent;
import io.vuelta.domain.agent.AgentId;
import io.vuelta.domain.agent.ResultTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meaning of a platform's findings for an agent, by its result table. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConversationFindingsTest {
    private static Agent agent(Map<String, String> targets) {
        return new Agent(
                new AgentId("a"),
                "Inés",
                List.of("vip", "angry"),
                List.of("email", "city"),
                List.of(),
                new ResultTable(targets),
                null,
                Instant.EPOCH,
                false);
    }

    private static Result result(Map<String, String> targets, Map<String, String> values) {
        return new ConversationFindings(values, null, null, null)
                .report(agent(targets))
                .result();
    }

    @ParameterizedTest
    @CsvSource({"true, vip", "TRUE, vip", "yes, vip", "success, vip", "1, vip", "false, ''", "no, ''", "'', ''"})
    void a_tag_is_given_if_the_value_is_true(String value, String tags) {
        assertThat(String.join(
                        ",",
                        result(Map.of("lead", "tag:vip"), Map.of("lead", value)).tags()))
                .isEqualTo(tags);
    }

    @Test
    void values_go_to_the_target_in_the_table_or_to_the_field_or_tag_of_their_name() {
        Result result = result(
                Map.of(
                        "mail", "field:email",
                        "outcome", "tags",
                        "bought", "converted",
                        "call_at", "follow_up_at"),
                Map.of(
                        "mail", "a@b.c",
                        "city", "Mérida",
                        "angry", "true",
                        "outcome", "vip, unheard of",
                        "bought", "true",
                        "call_at", "2026-03-02T09:00:00-06:00",
                        "unknown", "x"));

        assertThat(result)
                .isEqualTo(new Result(
                        List.of("angry", "vip"),
                        Map.of("email", "a@b.c", "city", "Mérida"),
                        true,
                        Instant.parse("2026-03-02T15:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "Yes",
                "Sí",
                "sim",
                "1",
                "success",
                "Yes, she asked not to be called again",
            })
    void a_person_has_opted_out_if_the_value_means_yes(String value) {
        assertThat(result(Map.of("no_llamar", "opt_out"), Map.of("no_llamar", value)))
                .isEqualTo(new Result(List.of(), Map.of(), false, null, OptOut.EVERYWHERE));
        assertThat(result(Map.of(), Map.of("opt_out", value)).optOut()).isEqualTo(OptOut.EVERYWHERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "false", "No", "0", "none", "failure", "Si el cliente lo pide", "not asked"})
    void a_person_has_not_opted_out_if_the_value_means_something_else(String value) {
        assertThat(result(Map.of("no_llamar", "opt_out"), Map.of("no_llamar", value))
                        .optOut())
                .isNull();
    }

    @Test
    void a_tag_or_a_field_may_be_named_as_the_opt_out() {
        Result result = result(Map.of("opt_out", "tag:vip"), Map.of("opt_out", "true"));

        assertThat(result).isEqualTo(new Result(List.of("vip"), Map.of(), false, null));
    }

    @Test
    void targets_that_the_agent_no_longer_has_are_skipped() {
        Result result = result(
                Map.of("a", "tag:gone", "b", "field:gone", "c", "follow_up_at"),
                Map.of("a", "true", "b", "x", "c", "tomorrow"));

        assertThat(result).isEqualTo(new Result(List.of(), Map.of(), false, null));
    }

    @Test
    void every_report_is_accepted() {
        String bad = "x\u0000\ud83d" + "y".repeat(300_000);
        Agent agent = agent(Map.of("mail", "field:email"));
        ConversationReport report = new ConversationFindings(Map.of("mail", bad), bad, bad, bad).report(agent);

        assertThat(report.refusal(agent)).isEmpty();
        assertThat(report.summary()).hasSize(4_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "field:", "tag:", "email", "Tags", "opt_out:x", "converted:x"})
    void an_unknown_target_is_refused(String target) {
        assertThatThrownBy(() -> new ResultTable(Map.of("x", target))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "tag:vip, false",
        "tag:gone, true",
        "field:email, false",
        "field:vip, true",
        "tags, false",
        "opt_out, false"
    })
    void a_name_is_foreign_if_its_tag_or_field_is_not_the_agents(String target, boolean foreign) {
        assertThat(new ResultTable(Map.of("x", target))
                        .foreign(List.of("vip"), List.of("email"))
                        .isPresent())
                .isEqualTo(foreign);
    }
}
