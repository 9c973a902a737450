package io.vuelta.domain.suppression;

import io.vuelta.domain.line.Channel;
import io.vuelta.domain.store.StoreBusy;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes consents into the do-not-contact list: consents in WhatsApp apply to WhatsApp, consents in conversations to
 * the stated channels. Safe to repeat.
 *
 * <p>Of the choices in WhatsApp's menu, the latest counts, in whatever order and how often the webhook requests arrive;
 * of two in the same second, "resume". The menu changes only its own entries. It replaces an entry of another source
 * only by one that lasts at least as long.
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
    private static final String RESUMED_REASON = "allowed messages again in WhatsApp's menu";

    /** Attempts to write before the table counts as busy: each failure means that another write succeeded. */
    private static final int TRIES = 10;

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
            case Consent.MenuStop stop -> applyChoice(stop);
            case Consent.MenuResume resume -> applyChoice(resume);
        }
    }

    /** Writes a choice in the menu, on condition of the entry that was read: an operator may write at the same time. */
    private void applyChoice(Consent choice) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Suppression> read = ofWhatsApp(choice);
            Optional<Suppression> next = after(choice, read.orElse(null));
            if (next.isEmpty() || doNotContact.replace(read, next.get())) {
                return;
            }
        }
        throw StoreBusy.conflict("a do-not-contact entry");
    }

    /** The entry for WhatsApp after this choice; empty if it does not change. */
    private static Optional<Suppression> after(Consent choice, @Nullable Suppression read) {
        boolean stops = choice instanceof Consent.MenuStop;
        if (read == null) {
            return Optional.of(stops ? stopped(choice, null) : resumed(choice, null));
        }
        if (!read.source().equals(MENU)) {
            // An entry from another source that never expires must outlive a later "resume".
            return stops && read.expires() != null ? Optional.of(stopped(choice, read.expires())) : Optional.empty();
        }
        if (choice.at().isBefore(read.createdAt()) || (stops && choice.at().equals(read.createdAt()))) {
            return Optional.empty();
        }
        Suppression next = stops ? stopped(choice, read.notBefore()) : resumed(choice, read.notBefore());
        return next.equals(read) ? Optional.empty() : Optional.of(next);
    }

    private static Suppression stopped(Consent choice, @Nullable Instant notBefore) {
        return new Suppression(choice.number(), Channel.WHATSAPP, MENU_REASON, MENU, choice.at(), null, notBefore);
    }

    /** An expired entry, which shows an earlier "stop" that arrives again that it is outdated. */
    private static Suppression resumed(Consent choice, @Nullable Instant notBefore) {
        Instant end = notBefore == null || notBefore.isBefore(choice.at()) ? choice.at() : notBefore;
        return new Suppression(choice.number(), Channel.WHATSAPP, RESUMED_REASON, MENU, choice.at(), end, notBefore);
    }

    private Optional<Suppression> ofWhatsApp(Consent consent) {
        return doNotContact.ofNumber(consent.number()).stream()
                .filter(entry -> entry.channel() == Channel.WHATSAPP)
                .findFirst();
    }
}
