package io.vuelta.domain.suppression;

import io.vuelta.domain.line.Channel;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes consents into the do-not-contact list: consents in WhatsApp apply to WhatsApp, consents in conversations to
 * the stated channels. Safe to repeat.
 */
public final class ApplyConsent {
    /** Source of an entry that a stop word has caused. */
    public static final String REPLY = "reply";

    /** Source of an entry that WhatsApp's own menu has caused. */
    public static final String MENU = "whatsapp_menu";

    /** Source of an entry that an agent's runtime reported. */
    public static final String CONVERSATION = "conversation";

    private static final String SPOKEN_REASON = "asked in a conversation not to be contacted again";
    private static final String MENU_REASON = "asked to stop in WhatsApp's menu";

    private final DoNotContact doNotContact;

    public ApplyConsent(DoNotContact doNotContact) {
        this.doNotContact = doNotContact;
    }

    public void apply(Consent consent) {
        switch (consent) {
            case Consent.StopWord stop ->
                doNotContact.put(new Suppression(stop.number(), Channel.WHATSAPP, stop.word(), REPLY, stop.at(), null));
            case Consent.Spoken spoken -> {
                // An entry that expires, or that WhatsApp's menu may remove, is weaker.
                boolean known = doNotContact.ofNumber(spoken.number()).stream()
                        .anyMatch(entry -> entry.expires() == null
                                && !entry.source().equals(MENU)
                                && (entry.channel() == null || entry.channel() == spoken.channel()));
                if (!known) {
                    String reason = Objects.requireNonNullElse(spoken.reason(), SPOKEN_REASON);
                    doNotContact.put(new Suppression(
                            spoken.number(), spoken.channel(), reason, CONVERSATION, spoken.at(), null));
                }
            }
            case Consent.MenuStop stop -> {
                // An entry from another source that never expires must outlive a later "resume".
                if (ofWhatsApp(stop).filter(entry -> entry.expires() == null).isEmpty()) {
                    doNotContact.put(
                            new Suppression(stop.number(), Channel.WHATSAPP, MENU_REASON, MENU, stop.at(), null));
                }
            }
            case Consent.MenuResume resume -> {
                // Webhook requests may be repeated and arrive in any order: an earlier "resume" must not cancel a later
                // "stop".
                boolean taken = ofWhatsApp(resume)
                        .filter(entry -> entry.source().equals(MENU)
                                && !entry.createdAt().isAfter(resume.at()))
                        .isPresent();
                if (taken) {
                    doNotContact.remove(resume.number(), Channel.WHATSAPP);
                }
            }
        }
    }

    private Optional<Suppression> ofWhatsApp(Consent consent) {
        return doNotContact.ofNumber(consent.number()).stream()
                .filter(entry -> entry.channel() == Channel.WHATSAPP)
                .findFirst();
    }
}
