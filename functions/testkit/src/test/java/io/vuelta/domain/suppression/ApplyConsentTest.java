package io.vuelta.domain.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.phone.PhoneNumber;
import io.vuelta.testkit.examples.Examples;
import io.vuelta.testkit.fakes.InMemoryStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Opt-outs in WhatsApp's menu, or by a stop word that is not a reply to a message of Vuelta. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ApplyConsentTest {
    private static final Instant T = Examples.MONDAY;
    private static final PhoneNumber ANA = Examples.number(1);

    private final DoNotContact list = new InMemoryStore().doNotContact();
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

    @Test
    void stop_in_the_menu_lists_the_number_and_resume_removes_exactly_that_entry() {
        list.put(entry(null, "api", null));
        list.put(entry(Channel.PHONE_CALL, "csv", null));

        heed.apply(new Consent.MenuStop(ANA, T));
        assertThat(sources()).containsExactlyInAnyOrder("api", "csv", "whatsapp_menu");

        heed.apply(new Consent.MenuResume(ANA, T.plusSeconds(1)));
        heed.apply(new Consent.MenuResume(ANA, T.plusSeconds(1)));
        assertThat(sources()).containsExactlyInAnyOrder("api", "csv");
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
}
