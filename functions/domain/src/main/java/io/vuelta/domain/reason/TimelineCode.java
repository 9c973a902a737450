package io.vuelta.domain.reason;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every code of a timeline and of a campaign's {@code waiting}, with its meaning. This is the only list: a decision or
 * event is stored as a text, which is the name of a code, or the prefix of a code followed by a variable part (a
 * provider's own code, a number). Each code has a
 * sentence in every language of the timeline.
 */
public enum TimelineCode {
    // What was decided about the contact

    /** The contact was added to the campaign. */
    LOADED,
    /** The contact's data was replaced by a later file or request. */
    DATA_UPDATED,
    /** Another form of the contact's number was received, and is dialled from then on. */
    NUMBER_UPDATED,
    /** An attempt was planned; it begins at {@code planned_for}. */
    CLAIMED(Stored.PLANNED_FOR),
    /** An attempt began: from then on it may have been placed. */
    BEGUN,
    /** The attempt was answered by a person, or it is unknown by whom. */
    ANSWERED,
    /** The attempt was answered by a machine. */
    VOICEMAIL,
    /** The called line was busy. */
    BUSY,
    /** The phone rang and nobody answered. */
    NO_ANSWER,
    /** The call failed for an unknown reason. */
    CALL_FAILED,
    /** The provider reports the call as failed. */
    FAILED,
    /** The message failed for an unknown reason. */
    MESSAGE_FAILED,
    /** The provider accepted the message. */
    TAKEN_BY_PROVIDER,
    /** The message was delivered. */
    DELIVERED,
    /** The message was read. */
    READ,
    /** The person accepted. */
    ACCEPTED,
    /** The person declined. */
    REJECTED,
    /** The person has replied. */
    REPLIED,
    /** The person has not answered the message: another one follows. */
    NO_RESPONSE,
    /** The person does not want more messages. */
    ASKED_TO_STOP,
    /** The person requested in the conversation not to be contacted again. */
    OPTED_OUT,
    /** The contact did what the campaign is for. */
    CONVERTED,
    /** The person requested to be contacted again at {@code next_at}. */
    FOLLOW_UP,
    /** A person put the contact back into the queue. */
    RETRY_ASKED_FOR,
    /** A file or a request has put the contact back into the queue. */
    REQUEUED,
    /** The settings changed, and a contact that was held is checked again. */
    SETTINGS_CHANGED,
    /** A person skipped the contact. */
    SKIPPED_BY_HAND,
    /** A person added tags to the contact. */
    TAGGED_BY_HAND,
    /** A person removed the contact. */
    REMOVED_BY_HAND,
    /** The person's data was erased. */
    ERASED,
    /** A cycle began, and the contact is in the queue again. */
    CYCLE("CYCLE_", "number"),
    /** The last day of the cycles is over. */
    CYCLES_ENDED,
    /** The campaign's end is past. */
    CAMPAIGN_ENDED,
    /** The attempt was dropped: it was late by more than {@code expires}. */
    EXPIRED,
    /** The do-not-contact list has the number. */
    DO_NOT_CONTACT,
    /** The window is closed in the contact's time zone until {@code until}. */
    CONTACT_WINDOW_CLOSED(Stored.UNTIL),
    /** The contact's time zone is unknown. */
    CONTACT_ZONE_UNKNOWN,
    /** The window is never open in all of the contact's possible time zones at the same time. */
    CONTACT_NO_COMMON_HOUR,
    /** This number of the oldest decisions is not stored. */
    LEFT_OUT("LEFT_OUT_", "number"),
    /** Earlier attempts, and the decisions about them, are omitted. */
    ATTEMPTS_LEFT_OUT,

    // Why a planned attempt did not begin, or was not placed

    /** The campaign's settings or status had changed since it was planned. */
    CAMPAIGN_CHANGED,
    /** Its command was more than 2 s late. */
    LATE,
    /** The last checks took too long. */
    TOO_SLOW,
    /** The window had closed. */
    WINDOW_CLOSED,
    /** The day on which it would count had ended. */
    DAY_OVER,
    /** The line was blocked, because the provider's rate limit was exceeded. */
    LINE_RATE,
    /** The provider refused it, because its rate limit was exceeded. */
    RATE_LIMITED,
    /** The line had been slowed since it was planned. */
    LINE_SLOWED,
    /** The line was blocked, because it could not be used. */
    LINE_ERROR,
    /** The line's secret cannot be read. */
    LINE_SECRET,
    /** No connection to the provider could be made. */
    PROVIDER_UNREACHABLE,
    /** Its command was lost. */
    COMMAND_LOST,
    /** The campaign's last attempts failed for technical reasons. */
    TECHNICAL_FAILURES,
    /** The campaign's budget is used up. */
    BUDGET,
    /** The campaign has no contacts yet. */
    CAMPAIGN_PENDING,
    /** The campaign is not started. */
    CAMPAIGN_READY,
    /** The campaign is paused. */
    CAMPAIGN_INACTIVE,
    /** The campaign is between two cycles. */
    CAMPAIGN_COOLDOWN,
    /** The campaign is finished. */
    CAMPAIGN_FINISHED,
    /** The campaign is cancelled. */
    CAMPAIGN_CANCELLED,
    /** The campaign is archived. */
    CAMPAIGN_ARCHIVED,

    // Answers of the provider, and missing answers

    /** The provider did not answer in time: the attempt may have been placed. */
    TIMEOUT,
    /** The connection to the provider was lost: the attempt may have been placed. */
    CONNECTION_LOST,
    /** The request was interrupted: the attempt may have been placed. */
    INTERRUPTED,
    /** The provider's answer cannot be read: the attempt may have been placed. */
    ANSWER_NOT_UNDERSTOOD,
    /** The provider refused the call, and began a conversation all the same: the attempt may have been placed. */
    REFUSED_WITH_A_CONVERSATION,
    /** The provider answered with this HTTP status. */
    HTTP("HTTP_", "provider_code"),
    /** A machine answered, and the provider received the request to read a message out to it. */
    MESSAGE_LEFT,
    /** The status of the attempt was requested, and the provider could not return it. */
    LOOK_UP_FAILED,
    /** The status of the attempt was requested, and the provider has the attempt. */
    FOUND_BY_LOOK_UP,
    /** The status of the attempt was requested, and the provider does not have it: it was not placed. */
    NOT_KNOWN_TO_PROVIDER,
    /** The provider could not return the status of the call for 24 hours: it counts as failed, and is not repeated. */
    NEVER_LOOKED_UP,
    /** No event of the message arrived for an hour: it counts as failed, and is not sent again. */
    NEVER_HEARD_OF,
    /** WhatsApp holds the message while it assesses the template. */
    HELD_FOR_QUALITY_ASSESSMENT,
    /** WhatsApp has paused the template. */
    PAUSED,
    /** WhatsApp has no such template. */
    TEMPLATE_NOT_FOUND,
    /** The contact lacks a value that the template needs. */
    VARIABLE_MISSING,
    /** The call was cancelled before it was dialled. */
    CANCELED,
    /** The provider could not start the conversation, because our server did not respond. */
    VOICE_URL_FAILED,
    /** The agent's SIP address did not accept the call. */
    AGENT_NOT_REACHED,
    /** The agent's SIP address refused the call with this code. */
    AGENT_SIP("AGENT_SIP_", "provider_code"),
    /** The audio could not be sent to the agent's WebSocket. */
    STREAM_ERROR,
    /** The number is not in service. */
    AGENT_NUMBER_NOT_IN_SERVICE,
    /** The number is not in service. */
    SIP_404,
    /** The number is not in service. */
    SIP_410,
    /** The number is not in service. */
    SIP_484,
    /** The number is not in service. */
    SIP_604,
    /** The call ended with this SIP status. */
    SIP("SIP_", "provider_code"),
    /** WhatsApp cannot reach this person now. */
    WHATSAPP_131026,
    /** WhatsApp delivers no marketing messages to this person for a while. */
    WHATSAPP_131049,
    /** The person has stopped our messages in WhatsApp. */
    WHATSAPP_131050,
    /** WhatsApp has paused the template. */
    WHATSAPP_132015,
    /** WhatsApp has disabled the template. */
    WHATSAPP_132016,
    /** WhatsApp changed the template's status to this. */
    WHATSAPP_TEMPLATE("WHATSAPP_TEMPLATE_", "provider_code"),
    /** WhatsApp refused it with this code. */
    WHATSAPP("WHATSAPP_", "provider_code"),
    /** Twilio refused it with this code. */
    TWILIO("TWILIO_", "provider_code"),
    /** The agent's server refused it with this code. */
    AGENT("AGENT_", "provider_code"),
    /** Retell refused or ended it with this code. */
    RETELL("RETELL_", "provider_code"),
    /** Vapi refused or ended it with this code. */
    VAPI("VAPI_", "provider_code"),
    /** ElevenLabs refused or ended it with this code. */
    ELEVENLABS("ELEVENLABS_", "provider_code"),

    // Reports of the provider or the agent's runtime

    /** The provider accepted the call. */
    ACCEPTED_BY_PROVIDER,
    /** The provider has the call, and has not dialled yet. */
    CREATED,
    /** The provider has not reported the status of the call yet. */
    UNKNOWN,
    /** The provider has the call in its queue. */
    QUEUED,
    /** The phone rings. */
    RINGING,
    /** The call was answered. */
    IN_PROGRESS,
    /** The call is being forwarded. */
    FORWARDING,
    /** The call ended. */
    ENDED,
    /** The message was sent. */
    SENT,
    /** A recording of the call is available. */
    RECORDED,
    /** A person was detected. */
    DETECTED_HUMAN,
    /** A machine was detected. */
    DETECTED_MACHINE,
    /** The provider could not detect who answered. */
    DETECTED_UNKNOWN,
    /** The provider did not report who answered. */
    NOT_DETECTED,
    /** The agent's runtime reported the result of the conversation. */
    RESULT,

    // The state at this moment

    /** Nothing prevents the attempt: the contact is tried in its turn. */
    IN_TURN,
    /** The next attempt is due at {@code next_at}. */
    NOT_DUE_YET,
    /** The attempt is under way. */
    UNDER_WAY,
    /** The call is over, and the report of who answered is awaited. */
    DETECTION_AWAITED,
    /** The call was requested, and it is unknown whether it was placed; checked again at {@code until}. */
    CALL_UNANSWERED,
    /** The message was requested, and it is unknown whether it was sent; awaited until {@code until}. */
    MESSAGE_UNANSWERED,
    /** The provider accepted the message, and has not reported its delivery yet. */
    DELIVERY_AWAITED,
    /** No attempt follows in this cycle: all retries are used. */
    RETRIES_USED_UP,
    /** No attempt follows in this cycle: the campaign allows no retries. */
    NO_RETRIES,
    /** No attempt follows in this cycle: the present retries were not allowed yet when the last attempt ended. */
    RETRIES_ALLOWED_LATER,
    /** No attempt follows: the campaign was over when the last attempt ended. */
    CAMPAIGN_WAS_OVER,
    /** No attempt follows in this cycle: all retries after technical failures are used. */
    TECHNICAL_RETRIES_USED_UP,
    /** No attempt follows in this cycle: the same would be refused again. */
    REFUSED_FOR_GOOD,
    /** No attempt follows: a repetition might contact the person twice. */
    NOT_SENT_TWICE,
    /** No attempt follows in this cycle: it was dropped for this reason. */
    DROPPED,
    /** No attempt follows in this cycle: the contact has its final status. */
    REACHED_ITS_END,
    /** The contact is tried again in the next cycle. */
    RETURNS_IN_NEXT_CYCLE,
    /** The contact is tried again in the next cycle, which begins after this one, at {@code next_at} or later. */
    RETURNS_AFTER_THIS_CYCLE,
    /** {@code cycles.filter_statuses} excludes the contact from the next cycle. */
    LEFT_OUT_BY_STATUS,
    /** {@code cycles.filter_tags} excludes the contact from the next cycle. */
    LEFT_OUT_BY_TAG,
    /** No cycle follows. */
    NO_FURTHER_CYCLE,
    /** The contact was removed. */
    CONTACT_REMOVED,

    // Why the campaign makes no attempts: one code for each reason of waiting

    /** The campaign starts automatically at {@code until}. */
    CAMPAIGN_WAITS_SCHEDULED_START,
    /** The campaign's window is closed. */
    CAMPAIGN_WAITS_WINDOW,
    /** The campaign's daily limit is used up. */
    CAMPAIGN_WAITS_DAILY_LIMIT,
    /** The campaign's maximum number of attempts is under way. */
    CAMPAIGN_WAITS_CONCURRENCY,
    /** The campaign's throttle permits no attempt yet. */
    CAMPAIGN_WAITS_THROTTLE,
    /** The campaign's line has reached its rate of attempts. */
    CAMPAIGN_WAITS_LINE_RATE,
    /** The maximum number of calls is under way on the campaign's line. */
    CAMPAIGN_WAITS_LINE_CONCURRENCY,
    /** The attempts under way may use up the campaign's budget. */
    CAMPAIGN_WAITS_BUDGET,
    /** All remaining contacts wait for a retry. */
    CAMPAIGN_WAITS_RETRY_DUE,
    /** The campaign is between two cycles. */
    CAMPAIGN_WAITS_COOLDOWN,
    /** No contact is left to try. */
    CAMPAIGN_WAITS_NO_CONTACTS,
    /** The campaign's line cannot be used. */
    CAMPAIGN_WAITS_LINE_ERROR,
    /** The provider has not answered some of the campaign's attempts. */
    CAMPAIGN_WAITS_ANSWERS,
    /** The campaign's counts do not include all changes yet. */
    CAMPAIGN_WAITS_COUNTING,

    /** A code that is not listed here; it is shown unchanged. */
    OTHER("", "provider_code");

    private static final Map<String, TimelineCode> BY_NAME = byName();

    /** The longest prefix first: {@code WHATSAPP_TEMPLATE_} before {@code WHATSAPP_}. */
    private static final List<TimelineCode> FAMILIES = Arrays.stream(values())
            .filter(TimelineCode::isFamily)
            .sorted(Comparator.comparing((TimelineCode code) -> code.prefix.length())
                    .reversed())
            .toList();

    private static final Set<TimelineCode> CLAUSES = clauses();

    private final Stored stored;
    private final String prefix;
    private final String varies;

    /** The meaning of the instant that is stored with a decision. */
    public enum Stored {
        /** When the planned attempt begins. */
        PLANNED_FOR,
        /** When the next attempt may begin. */
        NEXT_AT,
        /** When the described state ends. */
        UNTIL
    }

    TimelineCode() {
        this(Stored.NEXT_AT);
    }

    TimelineCode(Stored stored) {
        this(stored, "", "");
    }

    /** A family of stored texts with this prefix. The rest of the text is a fact of the sentence with this name. */
    TimelineCode(String prefix, String varies) {
        this(Stored.NEXT_AT, prefix, varies);
    }

    TimelineCode(Stored stored, String prefix, String varies) {
        this.stored = stored;
        this.prefix = prefix;
        this.varies = varies;
    }

    private static Map<String, TimelineCode> byName() {
        Map<String, TimelineCode> names = new HashMap<>();
        Arrays.stream(values()).filter(code -> !code.isFamily()).forEach(code -> names.put(code.name(), code));
        return Map.copyOf(names);
    }

    private static Set<TimelineCode> clauses() {
        Set<TimelineCode> clauses = EnumSet.range(CAMPAIGN_CHANGED, CAMPAIGN_ARCHIVED);
        clauses.addAll(EnumSet.range(CAMPAIGN_WAITS_SCHEDULED_START, CAMPAIGN_WAITS_COUNTING));
        return Collections.unmodifiableSet(clauses);
    }

    private boolean isFamily() {
        return !varies.isEmpty();
    }

    /** The code of a stored text; {@link #OTHER} if no code matches. */
    public static TimelineCode of(String what) {
        TimelineCode named = BY_NAME.get(what);
        return named != null
                ? named
                : FAMILIES.stream()
                        .filter(family -> what.startsWith(family.prefix))
                        .findFirst()
                        .orElse(OTHER);
    }

    /** The text that is stored for a code with a variable part, e.g. {@code HTTP_404} for {@code HTTP} and 404. */
    public String withDetail(Object detail) {
        return prefix + detail;
    }

    public Stored stored() {
        return stored;
    }

    /** The name, in the sentence, of the text after the prefix; empty if the code has no variable part. */
    public String varies() {
        return varies;
    }

    /** The text after the prefix in a text of this code. */
    public String rest(String what) {
        return what.substring(prefix.length());
    }

    /** Whether the code's sentence is only a reason, which follows as a clause after the event that did not happen. */
    public boolean isClause() {
        return CLAUSES.contains(this);
    }
}
