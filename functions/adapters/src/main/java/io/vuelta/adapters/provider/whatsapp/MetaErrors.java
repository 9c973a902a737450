package io.vuelta.adapters.provider.whatsapp;

import io.vuelta.domain.attempt.ProviderTrouble;
import io.vuelta.domain.reason.TimelineCode;
import java.time.Duration;

/**
 * The meaning of Meta's error codes for a campaign. The codes are those of the Cloud API's error reference. Meta
 * sometimes divides codes, so the HTTP status decides for codes that are not listed here, and three equal refusals in a
 * row pause the campaign.
 */
final class MetaErrors {
    /** The wait before the same person may be written to again. */
    private static final Duration A_DAY = Duration.ofHours(24);

    /** Subcode of 100: the object does not exist, or we have no permission for it. */
    private static final int NO_SUCH_OBJECT = 33;

    private static final int INVALID_PARAMETER = 100;
    private static final int NOT_FOUND = 404;

    private MetaErrors() {}

    /** The reaction to an error. */
    enum Remedy {
        /** The number or the account exceeds its rate limit: the line is slowed. */
        SLOW_DOWN,
        /** Too many messages to this one person in a short time. */
        THIS_PAIR_LATER,
        /** Meta's service is unavailable: the line is blocked. */
        SERVICE_AWAY,
        /** Meta failed internally; neither the account nor the message is the cause. */
        TRY_AGAIN,
        /** The message cannot reach this person now. */
        NOT_THIS_PERSON,
        /** The message cannot reach this person for a day. */
        NOT_THIS_PERSON_TODAY,
        OPTED_OUT,
        /** The account, its credentials, its number, its permissions or its quality rating does not allow sending. */
        ACCOUNT_UNUSABLE,
        TEMPLATE_UNUSABLE,
        /** Caused by this row's data: it would be refused again. Ten equal ones in a row concern the campaign. */
        ROW(10),
        /**
         * Caused by the template or its image, and perhaps by this row's data: three equal ones in a row concern the
         * campaign.
         */
        TEMPLATE_OR_ROW(3),
        UNKNOWN(3);

        private final int limit;

        Remedy() {
            this(0);
        }

        Remedy(int limit) {
            this.limit = limit;
        }

        /** The number of equal refusals in a row that pauses the campaign; 0 if they do not pause it. */
        int limit() {
            return limit;
        }
    }

    /**
     * The reaction to an error in a response.
     *
     * @param status the HTTP status
     * @param subcode Meta's subcode; 0 for none
     */
    static Remedy of(int status, int code, int subcode) {
        return code == INVALID_PARAMETER && (subcode == NO_SUCH_OBJECT || status == NOT_FOUND)
                ? Remedy.ACCOUNT_UNUSABLE
                : of(code);
    }

    static Remedy of(int code) {
        return switch (code) {
            // Application, user, page, custom, account, business, and messages a second.
            case 4, 17, 32, 613, 80007, 80008, 130429 -> Remedy.SLOW_DOWN;
            case 131056 -> Remedy.THIS_PAIR_LATER;
            // Unavailable; the number is in maintenance, e.g. while it is moved; the server is in maintenance; the
            // number was just registered.
            case 131016, 131057, 133004, 133015 -> Remedy.SERVICE_AWAY;
            case 1, 2, 131000 -> Remedy.TRY_AGAIN;
            // Undeliverable; part of one of Meta's experiments; not delivered in time.
            case 131026, 130472, 131043 -> Remedy.NOT_THIS_PERSON;
            // Meta chose not to deliver, for the person's sake.
            case 131049 -> Remedy.NOT_THIS_PERSON_TODAY;
            case 131050 -> Remedy.OPTED_OUT;
            // Token; capability; permission; no such number; token; policy.
            case 0, 3, 10, 33, 190, 368 -> Remedy.ACCOUNT_UNUSABLE;
            // Country; permission; test number; locked; display name; payment; certificate; spam limit; country.
            case 130497, 131005, 131030, 131031, 131037, 131042, 131045, 131048, 131063 -> Remedy.ACCOUNT_UNUSABLE;
            // The template's name or language.
            case 132001 -> Remedy.ACCOUNT_UNUSABLE;
            // Errors of the number's registration, of payments, and of the Marketing Messages API.
            case 133000, 133005, 133006, 133008, 133009, 133010, 133016, 134011 -> Remedy.ACCOUNT_UNUSABLE;
            case 134100, 134101, 134102, 1752041 -> Remedy.ACCOUNT_UNUSABLE;
            // Paused for quality; disabled permanently; its flow blocked or throttled.
            case 132015, 132016, 132068, 132069 -> Remedy.TEMPLATE_UNUSABLE;
            // A parameter is invalid, missing, has a wrong value or is too long; the recipient is the sender.
            case 100, 131008, 131009, 132005, 131021 -> Remedy.ROW;
            // The 24 hours are over; the type of the message; media that cannot be downloaded or sent; the method; a
            // recipient by user id.
            case 131047, 131051, 131052, 131053, 131055, 131062 -> Remedy.TEMPLATE_OR_ROW;
            // Number, policy, format and kind of the template's parameters; "unknown error with your parameters".
            case 132000, 132007, 132012, 132018, 135000 -> Remedy.TEMPLATE_OR_ROW;
            default -> code >= 200 && code <= 299 ? Remedy.ACCOUNT_UNUSABLE : Remedy.UNKNOWN;
        };
    }

    /** The cause of an error that Meta reports later, for a message that it accepted. */
    static ProviderTrouble.Refusal fault(Remedy remedy) {
        return switch (remedy) {
            case NOT_THIS_PERSON -> new ProviderTrouble.Person(Duration.ZERO);
            case NOT_THIS_PERSON_TODAY -> new ProviderTrouble.Person(A_DAY);
            case OPTED_OUT -> new ProviderTrouble.OptedOut();
            case ROW, TEMPLATE_OR_ROW -> new ProviderTrouble.Row();
            case ACCOUNT_UNUSABLE -> new ProviderTrouble.AccountUnusable();
            case TEMPLATE_UNUSABLE -> new ProviderTrouble.TemplateUnusable();
            case SLOW_DOWN, THIS_PAIR_LATER, SERVICE_AWAY, TRY_AGAIN, UNKNOWN -> new ProviderTrouble.Technical();
        };
    }

    /** The reason code as it is shown and counted. */
    static String reason(int code) {
        return TimelineCode.WHATSAPP.withDetail(code);
    }
}
