package io.vuelta.domain.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.Faults;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opt-outs in WhatsApp's menu, or by a stop word that is not a reply to a message of Vuelta. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApplyConsentTest {
    private static final Instant T = Examples.MONDAY;
    private static final PhoneNumber ANA = Examples.number(1);

    private final InMemoryStore store = new InMemoryStore();
    private final DoNotContact list = store.doNotContact();
    private final ApplyConsent heed = new ApplyConsent(list);

    private static Suppression entry(@Nullable Channel channel, String source, @Nullable Instant expires) {
        return new Suppression(ANA, channel, "asked", source, T, expires);
    }

    private List<String> sources() {
        return list.ofNumber(ANA).stream().map(Suppression::source).toList();
    }

    @Test
    void a_stop_word_lists_the_number_for_whatsapp() {
        heed.apply(new Consent.StopWord(ANA, "BAJA", T));

        assertThat(list.ofNumber(ANA))
                .containsExactly(new Suppression(ANA, Channel.WHATSAPP, "BAJA", "reply", T, null));
    }

    /** The sources of the WhatsApp entries in force. */
    private List<String> inForce(Instant now) {
        return list.ofNumber(ANA).stream()
                .filter(entry -> entry.isInForce(now))
                .map(Suppression::source)
                .toList();
    }

    /** The next read is followed by this write of another process. */
    private void afterTheNextRead(Suppression written) {
        store.faults(Faults.afterNext("doNotContact.ofNumber", () -> list.put(written)));
    }

    @Test
    void stop_in_the_menu_lists_the_number_and_resume_ends_exactly_that_entry() {
        list.put(entry(null, "api", null));
        list.put(entry(Channel.PHONE_CALL, "csv", null));

        heed.apply(new Consent.MenuStop(ANA, T));
        assertThat(inForce(T)).containsExactlyInAnyOrder("api", "csv", "whatsapp_menu");

        heed.apply(new Consent.MenuResume(ANA, T.plusSeconds(1)));
        heed.apply(new Consent.MenuResume(ANA, T.plusSeconds(1)));
        assertThat(inForce(T.plusSeconds(1))).containsExactlyInAnyOrder("api", "csv");
    }

    @Test
    void an_entry_from_another_source_stays() {
        list.put(entry(Channel.WHATSAPP, "reply", null));

        heed.apply(new Consent.MenuStop(ANA, T));
        heed.apply(new Consent.MenuResume(ANA, T.plusSeconds(1)));

        assertThat(sources()).containsExactly("reply");
    }

    @Test
    void an_entry_that_expires_is_replaced_by_a_permanent_one() {
        list.put(entry(Channel.WHATSAPP, "api", T.plusSeconds(60)));

        heed.apply(new Consent.MenuStop(ANA, T));

        assertThat(sources()).containsExactly("whatsapp_menu");
    }

    @Test
    void a_late_resume_that_is_older_than_the_stop_removes_nothing() {
        heed.apply(new Consent.MenuStop(ANA, T));
        heed.apply(new Consent.MenuResume(ANA, T.minusSeconds(1)));

        assertThat(sources()).containsExactly("whatsapp_menu");
    }

    @Test
    void a_resume_does_not_remove_an_entry_that_an_operator_adds_meanwhile() {
        heed.apply(new Consent.MenuStop(ANA, T));
        Suppression added = entry(Channel.WHATSAPP, "api", null);
        afterTheNextRead(added);

        heed.apply(new Consent.MenuResume(ANA, T.plusSeconds(1)));

        assertThat(list.ofNumber(ANA)).containsExactly(added);
    }

    @Test
    void a_stop_does_not_replace_a_stop_word_that_is_listed_meanwhile() {
        Suppression word = entry(Channel.WHATSAPP, "reply", null);
        afterTheNextRead(word);

        heed.apply(new Consent.MenuStop(ANA, T));

        assertThat(list.ofNumber(ANA)).containsExactly(word);
    }

    @Test
    void a_resume_does_not_shorten_the_entry_that_the_stop_replaced() {
        Instant end = T.plusSeconds(60);
        list.put(entry(Channel.WHATSAPP, "api", end));

        heed.apply(new Consent.MenuStop(ANA, T.plusSeconds(1)));
        heed.apply(new Consent.MenuResume(ANA, T.plusSeconds(2)));
        assertThat(list.find(ANA, Channel.WHATSAPP, end.minusNanos(1))).isPresent();
        assertThat(list.find(ANA, Channel.WHATSAPP, end)).isEmpty();

        heed.apply(new Consent.MenuStop(ANA, T.plusSeconds(3)));
        assertThat(list.find(ANA, Channel.WHATSAPP, end)).isPresent();
        heed.apply(new Consent.MenuResume(ANA, T.plusSeconds(4)));
        assertThat(list.find(ANA, Channel.WHATSAPP, end.minusNanos(1))).isPresent();
    }

    /** Webhook requests are repeated, and arrive in any order: the latest choice counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stop 1, resume 2, stop 1|false",
                "resume 2, stop 1|false",
                "resume 2, stop 1, resume 2|false",
                "stop 1, stop 3, resume 2|true",
                "resume 2, stop 3, stop 1|true",
                "stop 3, resume 2, stop 1|true",
                "stop 2, resume 2|false",
                "resume 2, stop 2|false"
            })
    void the_latest_choice_in_the_menu_counts(String choices, boolean blocked) {
        for (String choice : choices.split(", ", -1)) {
            Instant at = T.plusSeconds(Long.parseLong(choice.split(" ", -1)[1]));
            heed.apply(choice.startsWith("stop") ? new Consent.MenuStop(ANA, at) : new Consent.MenuResume(ANA, at));
        }

        assertThat(list.find(ANA, Channel.WHATSAPP, T.plusSeconds(10)).isPresent())
                .isEqualTo(blocked);
    }
}
