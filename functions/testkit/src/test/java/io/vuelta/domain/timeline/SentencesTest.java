package io.vuelta.domain.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.campaign.Waiting;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.reason.TimelineCode;
import io.vuelta.testkit.examples.Examples;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code has a sentence in every language, and all of them contain the same facts. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SentencesTest {
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
    private static final Pattern OPTIONAL = Pattern.compile("\\[[^\\[\\]]*]");

    private static Set<String> names(String sentence) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(sentence).results().forEach(name -> names.add(name.group(1)));
        return names;
    }

    private static Set<String> needed(String sentence) {
        return names(OPTIONAL.matcher(sentence).replaceAll(""));
    }

    @ParameterizedTest
    @EnumSource(TimelineCode.class)
    void every_code_has_a_sentence_in_both_languages_with_the_same_placeholders(TimelineCode code) {
        String english = Language.ENGLISH.wording().of(code);
        String spanish = Language.SPANISH.wording().of(code);

        assertThat(english).isNotBlank();
        assertThat(spanish).isNotBlank();
        assertThat(names(spanish)).isEqualTo(names(english));
        assertThat(needed(spanish)).isEqualTo(needed(english));
        assertThat(english + spanish)
                .as("brackets are closed and not nested")
                .matches("[^\\[\\]]*(\\[[^\\[\\]]*][^\\[\\]]*)*");
        assertThat(english).as("the end is put by the sentence").doesNotEndWith(".");
        assertThat(spanish).doesNotEndWith(".");
        assertThat(code.isClause() && names(english).contains("attempt"))
                .as("a clause has its attempt before it")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Waiting.Reason.class)
    void every_reason_for_waiting_has_its_own_code(Waiting.Reason reason) {
        assertThat(WhyNow.code(reason).name()).isEqualTo("CAMPAIGN_WAITS_" + reason.name());
        assertThat(WhyNow.code(reason).isClause()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ContactStatus.class)
    void every_status_and_channel_has_a_word_in_both_languages(ContactStatus status) {
        for (Language language : Language.values()) {
            assertThat(language.wording().of(status)).isNotBlank();
            assertThat(language.wording().months()).hasSize(12);
            assertThat(Arrays.stream(Channel.values()).map(language.wording()::of))
                    .doesNotContain("");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LATE, LATE",
        "CYCLE_2, CYCLE",
        "LEFT_OUT_17, LEFT_OUT",
        "HTTP_503, HTTP",
        "SIP_404, SIP_404",
        "SIP_603, SIP",
        "TWILIO_21211, TWILIO",
        "AGENT_NUMBER_NOT_IN_SERVICE, AGENT_NUMBER_NOT_IN_SERVICE",
        "AGENT_42, AGENT",
        "RETELL_DIAL_FAILED, RETELL",
        "VAPI_400, VAPI",
        "ELEVENLABS_FAILED, ELEVENLABS",
        "WHATSAPP_131026, WHATSAPP_131026",
        "WHATSAPP_130429, WHATSAPP",
        "WHATSAPP_TEMPLATE_DISABLED, WHATSAPP_TEMPLATE",
        "CAMPAIGN_WAITS_WINDOW, CAMPAIGN_WAITS_WINDOW",
        "CYCLE, OTHER",
        "SOMETHING_NEW, OTHER",
    })
    void a_stored_text_is_a_code_or_begins_with_one(String what, TimelineCode code) {
        assertThat(TimelineCode.of(what)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DECISION  | LATE          | 2 | Attempt 2 did not begin: more than 2 s late; planned again."
                        + " | El intento 2 no comenzó: más de 2 s de retraso; se planea de nuevo.",
                "DECISION  | CYCLE_3       | 0 | Cycle 3 began; in the queue again. | Empezó la vuelta 3; otra vez en cola.",
                "EVENT     | TWILIO_30001  | 1 | Twilio refused the call (30001). | Twilio rechazó la llamada (30001).",
                "EVENT     | NEW_CODE      | 1 | NEW_CODE. | NEW_CODE.",
                "NOT_TRIED | CAMPAIGN_CANCELLED | 0 | Not called: the campaign is cancelled."
                        + " | No se llama: la campaña se canceló.",
            })
    void a_stored_text_reads_as_a_sentence(Entry.Kind kind, String what, int attempt, String english, String spanish) {
        Entry entry = Entry.of(Examples.MONDAY, kind, what, attempt);

        assertThat(sentences(Language.ENGLISH).of(entry)).isEqualTo(english);
        assertThat(sentences(Language.SPANISH).of(entry)).isEqualTo(spanish);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-03T15:00:00Z | Asked to be contacted again on 3 Mar at 09:00.",
                "2027-12-01T06:05:00Z | Asked to be contacted again on 1 Dec 2027 at 00:05.",
                "2026-03-02T15:09:59Z | Asked to be contacted again on 2 Mar at 09:09:59.",
                "2026-03-02T15:10:00Z | Asked to be contacted again on 2 Mar at 09:10.",
            })
    void an_instant_is_in_the_campaigns_zone_with_the_year_and_the_seconds_where_they_matter(String at, String text) {
        Entry entry =
                Entry.of(Examples.MONDAY, Entry.Kind.DECISION, "FOLLOW_UP", 0).nextAt(Instant.parse(at));

        assertThat(sentences(Language.ENGLISH).of(entry)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"{attempt} [x] $1 \\\\", "ñ", "'a, b'"})
    void text_from_people_is_shown_unchanged(String text) {
        Entry entry = Entry.of(Examples.MONDAY, Entry.Kind.NO_MORE, TimelineCode.LEFT_OUT_BY_TAG, 0)
                .with("tag", new Fact.Text(text));

        assertThat(sentences(Language.ENGLISH).of(entry))
                .isEqualTo("Not tried in later cycles: filter_tags has " + text + ".");
    }

    private static Sentences sentences(Language language) {
        return new Sentences(language, Examples.MEXICO_CITY, Channel.PHONE_CALL);
    }
}
