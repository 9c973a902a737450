package io.vuelta.domain.timeline;

import io.vuelta.domain.campaign.ContactStatus;
import io.vuelta.domain.line.Channel;
import io.vuelta.domain.reason.TimelineCode;
import java.util.List;

/** The sentences in English. */
final class English implements Wording {
    @Override
    public String of(TimelineCode code) {
        return switch (code) {
            case LOADED -> "added to the campaign";
            case DATA_UPDATED -> "new data loaded for this contact";
            case NUMBER_UPDATED -> "another form of this number was given; it is dialled from now on";
            case CLAIMED -> "attempt {attempt} planned for {planned}";
            case BEGUN -> "attempt {attempt} begins";
            case ANSWERED -> "attempt {attempt} was answered";
            case VOICEMAIL -> "attempt {attempt} reached voicemail";
            case BUSY -> "the line was busy";
            case NO_ANSWER -> "nobody answered";
            case CALL_FAILED, FAILED -> "the call could not be completed";
            case MESSAGE_FAILED -> "the message could not be delivered";
            case TAKEN_BY_PROVIDER -> "WhatsApp accepted message {attempt}; delivery is not known yet";
            case DELIVERED -> "delivered";
            case READ -> "read";
            case ACCEPTED -> "the person said yes";
            case REJECTED -> "the person said no";
            case REPLIED -> "the person has written back";
            case NO_RESPONSE -> "no answer so far: attempt {attempt} follows";
            case ASKED_TO_STOP -> "the person wants no more messages: on the do-not-contact list";
            case OPTED_OUT -> "asked not to be contacted again: on the do-not-contact list";
            case CONVERTED -> "converted";
            case FOLLOW_UP -> "asked to be contacted again[ on {next}]";
            case REQUEUED -> "put back in the queue by a file or a request; retries start from 0";
            case RETRY_ASKED_FOR -> "put back in the queue by hand; retries start from 0";
            case SETTINGS_CHANGED -> "settings changed; checked again";
            case SKIPPED_BY_HAND -> "skipped by hand";
            case TAGGED_BY_HAND -> "tagged by hand";
            case REMOVED_BY_HAND -> "removed by hand";
            case ERASED -> "the person's data was erased";
            case CYCLE -> "cycle {number} began; in the queue again";
            case CYCLES_ENDED -> "the last day of cycles is over";
            case CAMPAIGN_ENDED -> "the campaign's end date was reached";
            case EXPIRED -> "dropped: it would have been too late";
            case DO_NOT_CONTACT ->
                "on the do-not-contact list[ since {listed}]: not contacted[. Entry made by {source}]"
                        + "[, for {channel} only][, valid until {expires}][; reason: {reason}]";
            case CONTACT_WINDOW_CLOSED -> "outside hours where this person lives[ ({zone})][; waits until {until}]";
            case CONTACT_ZONE_UNKNOWN ->
                "the time zone of this number is not known: no hour is certain to be a contact hour";
            case CONTACT_NO_COMMON_HOUR ->
                "this number may be in several time zones, and no hour is a contact hour in all of them";
            case LEFT_OUT -> "the {number} oldest entries up to here are not kept";
            case ATTEMPTS_LEFT_OUT -> "the {number} oldest attempts up to here are not shown";
            case CAMPAIGN_CHANGED -> "settings had just changed; planned again";
            case LATE, TOO_SLOW -> "more than 2 s late; planned again";
            case WINDOW_CLOSED -> "contact hours had ended";
            case DAY_OVER -> "the day had ended";
            case LINE_RATE, RATE_LIMITED -> "the provider asked to slow down";
            case LINE_SLOWED -> "the line had just been slowed";
            case LINE_ERROR -> "the line could not be used";
            case LINE_SECRET -> "the line's credentials cannot be read";
            case PROVIDER_UNREACHABLE -> "the provider cannot be reached";
            case COMMAND_LOST -> "its command was lost; planned again";
            case TECHNICAL_FAILURES -> "too many technical failures";
            case BUDGET -> "the budget is used up";
            case CAMPAIGN_PENDING, CAMPAIGN_READY -> "the campaign is not started";
            case CAMPAIGN_INACTIVE -> "the campaign is paused[; it paused itself on {stopped}: {cause}]";
            case CAMPAIGN_COOLDOWN -> "the campaign is between cycles[; next on {next}]";
            case CAMPAIGN_FINISHED -> "the campaign is finished";
            case CAMPAIGN_CANCELLED -> "the campaign is cancelled";
            case CAMPAIGN_ARCHIVED -> "the campaign is archived";
            case TIMEOUT -> "the provider did not answer in time";
            case CONNECTION_LOST -> "the connection to the provider was cut";
            case INTERRUPTED -> "the request to the provider was interrupted";
            case ANSWER_NOT_UNDERSTOOD -> "the provider's answer cannot be understood";
            case REFUSED_WITH_A_CONVERSATION -> "the provider refused the call, but began a conversation";
            case HTTP -> "the provider answers with HTTP {provider_code}";
            case MESSAGE_LEFT -> "a machine answered attempt {attempt}, and a message was left";
            case LOOK_UP_FAILED -> "the provider was asked about attempt {attempt} and could not answer";
            case FOUND_BY_LOOK_UP -> "the provider was asked about attempt {attempt} and knows it";
            case NOT_KNOWN_TO_PROVIDER -> "the provider was asked about attempt {attempt} and knows no such call";
            case NEVER_LOOKED_UP ->
                "the provider could not tell for 24 hours what became of attempt {attempt}: failed and not repeated, so"
                        + " that the person is not called twice";
            case NEVER_HEARD_OF ->
                "no report for an hour: failed and not sent again, so that the person does not get it twice";
            case HELD_FOR_QUALITY_ASSESSMENT -> "WhatsApp holds the message to check the template";
            case PAUSED, WHATSAPP_132015 -> "WhatsApp has paused this template";
            case WHATSAPP_132016 -> "WhatsApp has disabled this template";
            case TEMPLATE_NOT_FOUND -> "WhatsApp has no such template";
            case VARIABLE_MISSING -> "a value for the template is missing in this row";
            case CANCELED -> "the call was cancelled before it was dialled";
            case AGENT_NOT_REACHED -> "the call was answered, but the agent's SIP address did not take it";
            case AGENT_SIP -> "the call was answered, but the agent's SIP address refused it with code {provider_code}";
            case STREAM_ERROR -> "the call was answered, but its audio could not reach the agent";
            case VOICE_URL_FAILED -> "the call was answered, but the conversation could not begin";
            case AGENT_NUMBER_NOT_IN_SERVICE, SIP_404, SIP_410, SIP_484, SIP_604 ->
                "number not in service; not tried again";
            case SIP -> "the network refused the call (SIP {provider_code})";
            case WHATSAPP_131026 -> "the person cannot be reached by WhatsApp now";
            case WHATSAPP_131049 -> "WhatsApp does not deliver the message today";
            case WHATSAPP_131050 -> "the person stopped our messages in WhatsApp: on the do-not-contact list";
            case WHATSAPP_TEMPLATE -> "WhatsApp has set the template to {provider_code}";
            case WHATSAPP -> "WhatsApp refused the message ({provider_code})";
            case TWILIO -> "Twilio refused the call ({provider_code})";
            case AGENT -> "the agent's server refused the call ({provider_code})";
            case RETELL -> "Retell refused or ended the call ({provider_code})";
            case VAPI -> "Vapi refused or ended the call ({provider_code})";
            case ELEVENLABS -> "ElevenLabs refused or ended the call ({provider_code})";
            case ACCEPTED_BY_PROVIDER -> "the provider took the call";
            case CREATED, UNKNOWN, QUEUED -> "at the provider, not yet ringing";
            case RINGING -> "ringing";
            case IN_PROGRESS -> "answered, talking";
            case FORWARDING -> "being forwarded";
            case ENDED -> "the call ended";
            case SENT -> "sent";
            case RECORDED -> "the recording is ready";
            case DETECTED_HUMAN -> "a person was detected";
            case DETECTED_MACHINE -> "a machine was detected";
            case DETECTED_UNKNOWN, NOT_DETECTED -> "it is not known who answered";
            case RESULT -> "the result of attempt {attempt} was reported[. Tags: {tags}][; {converted}][; {opted_out}]";
            case IN_TURN -> "waiting for its turn";
            case NOT_DUE_YET -> "waiting for its turn: due {next}";
            case UNDER_WAY -> "attempt {attempt} is under way";
            case DETECTION_AWAITED -> "the call has ended; it is not known yet who answered";
            case CALL_UNANSWERED ->
                "the provider was asked to make the call on {asked} and did not answer[: {cause}]"
                        + "[; it was asked about the call on {looked} and could not answer]; the call may have"
                        + " been made, so it is not repeated until that is known[; checked again on {until}]";
            case MESSAGE_UNANSWERED ->
                "WhatsApp was asked to send the message on {asked} and gave no clear answer[: {cause}]; it"
                        + " cannot be asked about the message, so a report is awaited until {until}; then the message"
                        + " counts as failed and is not sent again";
            case DELIVERY_AWAITED -> "WhatsApp has message {attempt}; whether it was delivered is not yet known";
            case RETRIES_USED_UP -> "no retries left: {used} of {allowed} used";
            case NO_RETRIES -> "no retries left: the campaign allows none";
            case RETRIES_ALLOWED_LATER ->
                "no retries were left when the last attempt ended ({used} used); the campaign allows {allowed} now, so"
                        + " the contact can be put back in the queue by hand";
            case CAMPAIGN_WAS_OVER -> "not tried again: the campaign is over ({used} of {allowed} retries used)";
            case TECHNICAL_RETRIES_USED_UP ->
                "not tried again: the limit of {allowed} retry after technical failures is used up";
            case REFUSED_FOR_GOOD -> "not tried again: it would be refused again";
            case NOT_SENT_TWICE -> "not repeated: the person might be contacted twice";
            case DROPPED -> "not tried any more: {cause}";
            case REACHED_ITS_END -> "not tried again: its status is final ({status})";
            case RETURNS_IN_NEXT_CYCLE -> "tried again in cycle {number}, on {next}";
            case RETURNS_AFTER_THIS_CYCLE ->
                "tried again in cycle {number}, which begins after all others were tried, on {next} at the earliest";
            case LEFT_OUT_BY_STATUS -> "not tried in later cycles: filter_statuses has {status}";
            case LEFT_OUT_BY_TAG -> "not tried in later cycles: filter_tags has {tag}";
            case NO_FURTHER_CYCLE -> "no cycle follows[: {number} of at most {allowed} were begun]";
            case CONTACT_REMOVED -> "this contact was removed on {removed}";
            case CAMPAIGN_WAITS_SCHEDULED_START -> "the campaign starts by itself[ on {next}]";
            case CAMPAIGN_WAITS_WINDOW -> "outside contact hours[; next on {next}]";
            case CAMPAIGN_WAITS_DAILY_LIMIT -> "the daily limit of {limit} is used up[; next on {next}]";
            case CAMPAIGN_WAITS_CONCURRENCY ->
                "the limit of {limit} attempts at once is reached; the next begins when one ends";
            case CAMPAIGN_WAITS_THROTTLE -> "at most one attempt every {throttle} s[; next on {next}]";
            case CAMPAIGN_WAITS_LINE_RATE -> "the line[ {line}] is at its maximum rate[; next on {next}]";
            case CAMPAIGN_WAITS_LINE_CONCURRENCY ->
                "the line[ {line}] is at its limit of calls at once[ ({limit})]; the next begins when a call ends";
            case CAMPAIGN_WAITS_BUDGET -> "the attempts under way may use up the budget[ of {budget}]";
            case CAMPAIGN_WAITS_RETRY_DUE ->
                "only retries are left[: {contacts} contacts][; the next is due on {next}]";
            case CAMPAIGN_WAITS_COOLDOWN -> "cycle {number} is done[; the next begins on {next}]";
            case CAMPAIGN_WAITS_NO_CONTACTS ->
                "no contact is waiting; new contacts are tried when they arrive[, until {until}]";
            case CAMPAIGN_WAITS_LINE_ERROR -> "the line[ {line}] cannot be used[: {cause}][; tried again on {next}]";
            case CAMPAIGN_WAITS_ANSWERS ->
                "waiting for {answers} answers from the provider[, until {until} at most]; nothing is repeated"
                        + " until they are known";
            case CAMPAIGN_WAITS_COUNTING -> "everything is done; the counts are being updated[, until {until} at most]";
            case OTHER -> "{provider_code}";
        };
    }

    @Override
    public String of(ContactStatus status) {
        return switch (status) {
            case QUEUE -> "queue";
            case SENDING -> "under way";
            case RETRYING -> "retrying";
            case FAILED -> "failed";
            case VOICEMAIL -> "voicemail";
            case ANSWERED -> "answered";
            case DELIVERED -> "delivered";
            case READ -> "read";
            case ACCEPTED -> "accepted";
            case REJECTED -> "rejected";
            case CONVERTED -> "converted";
            case SKIPPED -> "skipped";
            case SUPPRESSED -> "do not contact";
            case REMOVED -> "removed";
        };
    }

    @Override
    public String of(Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> "calls";
            case WHATSAPP -> "WhatsApp";
        };
    }

    @Override
    public List<String> months() {
        return List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    }

    @Override
    public String instant() {
        return "{day} {month}[ {year}] at {time}";
    }

    @Override
    public String notBegun() {
        return "attempt {attempt} did not begin: ";
    }

    @Override
    public String notTried(Channel channel) {
        return switch (channel) {
            case PHONE_CALL -> "not called: ";
            case WHATSAPP -> "not sent: ";
        };
    }

    @Override
    public String nextTry() {
        return ". Next try on {next}";
    }
}
