// Written by ConsoleGeneratedTest: the codes of the domain and of the API. Renew with -Dconsole.renew=true.
/** Codes by their group, as the API writes them. Each has the words `group.code` in both languages.
 * @type {Record<string, string[]>} */
export const codes = {
    waiting: [
        'scheduled_start', 'window', 'daily_limit', 'concurrency', 'throttle', 'line_rate', 'line_concurrency',
        'budget', 'retry_due', 'cooldown', 'no_contacts', 'line_error', 'answers', 'counting',
    ],
    timeline: [
        'LOADED', 'DATA_UPDATED', 'NUMBER_UPDATED', 'CLAIMED', 'BEGUN', 'ANSWERED', 'VOICEMAIL', 'BUSY', 'NO_ANSWER',
        'CALL_FAILED', 'FAILED', 'MESSAGE_FAILED', 'TAKEN_BY_PROVIDER', 'DELIVERED', 'READ', 'ACCEPTED', 'REJECTED',
        'REPLIED', 'NO_RESPONSE', 'ASKED_TO_STOP', 'OPTED_OUT', 'CONVERTED', 'FOLLOW_UP', 'RETRY_ASKED_FOR',
        'REQUEUED', 'SETTINGS_CHANGED', 'SKIPPED_BY_HAND', 'TAGGED_BY_HAND', 'REMOVED_BY_HAND', 'ERASED', 'CYCLE',
        'CYCLES_ENDED', 'CAMPAIGN_ENDED', 'EXPIRED', 'DO_NOT_CONTACT', 'CONTACT_WINDOW_CLOSED',
        'CONTACT_ZONE_UNKNOWN', 'CONTACT_NO_COMMON_HOUR', 'LEFT_OUT', 'ATTEMPTS_LEFT_OUT', 'CAMPAIGN_CHANGED', 'LATE',
        'TOO_SLOW', 'WINDOW_CLOSED', 'DAY_OVER', 'LINE_RATE', 'RATE_LIMITED', 'LINE_SLOWED', 'LINE_ERROR',
        'LINE_SECRET', 'PROVIDER_UNREACHABLE', 'COMMAND_LOST', 'TECHNICAL_FAILURES', 'BUDGET', 'CAMPAIGN_PENDING',
        'CAMPAIGN_READY', 'CAMPAIGN_INACTIVE', 'CAMPAIGN_COOLDOWN', 'CAMPAIGN_FINISHED', 'CAMPAIGN_CANCELLED',
        'CAMPAIGN_ARCHIVED', 'TIMEOUT', 'CONNECTION_LOST', 'INTERRUPTED', 'ANSWER_NOT_UNDERSTOOD',
        'REFUSED_WITH_A_CONVERSATION', 'HTTP', 'MESSAGE_LEFT', 'LOOK_UP_FAILED', 'FOUND_BY_LOOK_UP',
        'NOT_KNOWN_TO_PROVIDER', 'NEVER_LOOKED_UP', 'NEVER_HEARD_OF', 'HELD_FOR_QUALITY_ASSESSMENT', 'PAUSED',
        'TEMPLATE_NOT_FOUND', 'VARIABLE_MISSING', 'CANCELED', 'VOICE_URL_FAILED', 'AGENT_NOT_REACHED', 'AGENT_SIP',
        'STREAM_ERROR', 'AGENT_NUMBER_NOT_IN_SERVICE', 'SIP_404', 'SIP_410', 'SIP_484', 'SIP_604', 'SIP',
        'WHATSAPP_131026', 'WHATSAPP_131049', 'WHATSAPP_131050', 'WHATSAPP_132015', 'WHATSAPP_132016',
        'WHATSAPP_TEMPLATE', 'WHATSAPP', 'TWILIO', 'AGENT', 'RETELL', 'VAPI', 'ELEVENLABS', 'ACCEPTED_BY_PROVIDER',
        'CREATED', 'UNKNOWN', 'QUEUED', 'RINGING', 'IN_PROGRESS', 'FORWARDING', 'ENDED', 'SENT', 'RECORDED',
        'DETECTED_HUMAN', 'DETECTED_MACHINE', 'DETECTED_UNKNOWN', 'NOT_DETECTED', 'RESULT', 'IN_TURN', 'NOT_DUE_YET',
        'UNDER_WAY', 'DETECTION_AWAITED', 'CALL_UNANSWERED', 'MESSAGE_UNANSWERED', 'DELIVERY_AWAITED',
        'RETRIES_USED_UP', 'NO_RETRIES', 'RETRIES_ALLOWED_LATER', 'CAMPAIGN_WAS_OVER', 'TECHNICAL_RETRIES_USED_UP',
        'REFUSED_FOR_GOOD', 'NOT_SENT_TWICE', 'DROPPED', 'REACHED_ITS_END', 'RETURNS_IN_NEXT_CYCLE',
        'RETURNS_AFTER_THIS_CYCLE', 'LEFT_OUT_BY_STATUS', 'LEFT_OUT_BY_TAG', 'NO_FURTHER_CYCLE', 'CONTACT_REMOVED',
        'CAMPAIGN_WAITS_SCHEDULED_START', 'CAMPAIGN_WAITS_WINDOW', 'CAMPAIGN_WAITS_DAILY_LIMIT',
        'CAMPAIGN_WAITS_CONCURRENCY', 'CAMPAIGN_WAITS_THROTTLE', 'CAMPAIGN_WAITS_LINE_RATE',
        'CAMPAIGN_WAITS_LINE_CONCURRENCY', 'CAMPAIGN_WAITS_BUDGET', 'CAMPAIGN_WAITS_RETRY_DUE',
        'CAMPAIGN_WAITS_COOLDOWN', 'CAMPAIGN_WAITS_NO_CONTACTS', 'CAMPAIGN_WAITS_LINE_ERROR',
        'CAMPAIGN_WAITS_ANSWERS', 'CAMPAIGN_WAITS_COUNTING', 'OTHER',
    ],
    template: [
        'NOT_FOUND', 'NOT_APPROVED', 'IMAGE_MISSING', 'PARAMETER_MISSING', 'UNSUPPORTED',
    ],
    file: [
        'TOO_LARGE', 'BROKEN_GZIP', 'NOT_TEXT', 'NOT_CSV', 'UNKNOWN_ENCODING', 'UNCLOSED_QUOTE', 'BROKEN_QUOTES',
        'ROW_TOO_LONG', 'EMPTY_FILE', 'TOO_MANY_ROWS', 'TOO_MANY_COLUMNS', 'NO_PHONE_COLUMN',
        'AMBIGUOUS_PHONE_COLUMN', 'UNKNOWN_COLUMN', 'DOUBLED_COLUMN', 'CAMPAIGN_FINISHED', 'CAMPAIGN_ARCHIVED',
        'INTERNAL_ERROR',
    ],
    column: [
        'COLUMN_OF_OUR_EXPORT', 'TAG_OR_FIELD_OF_THE_AGENT', 'COLUMN_WITHOUT_NAME',
    ],
    rowAction: [
        'repaired', 'skipped', 'updated', 'requeued', 'refused',
    ],
    problem: [
        'ABOVE_HEADER', 'MISSING_CONTACT', 'DUPLICATE_IN_FILE', 'DUPLICATE_IN_REQUEST', 'DUPLICATE_IN_CAMPAIGN',
        'FORBIDDEN_CHARACTER', 'DAMAGED_CHARACTER', 'MARK_OF_NO_VALUE', 'BACKSLASH_QUOTES', 'BROKEN_QUOTES',
        'MORE_CELLS_THAN_COLUMNS', 'ROW_TOO_LONG', 'VARIABLES_TOO_LONG', 'FIELD_WITHOUT_NAME', 'UNKNOWN_VOICE',
        'UNKNOWN_TAG', 'UNREADABLE_ROW', 'UNREADABLE_CONTACT', 'CAMPAIGN_FINISHED', 'DELIMITER_IN_REASON',
        'REASON_CUT', 'UNKNOWN_CHANNEL', 'UNREADABLE_DATE', 'EXPIRES_IN_THE_PAST', 'RETIRED_PREFIX', 'DOUBLE_PREFIX',
        'INTERNATIONAL_PREFIX', 'NOTE', 'SEVERAL_NUMBERS', 'SPREADSHEET_MARKS', 'FULL_WIDTH_DIGITS', 'FOREIGN_DIGITS',
        'INVALID_PHONE_NUMBER', 'PREMIUM_RATE', 'LOST_DIGITS', 'EXTENSION',
    ],
    delivery: [
        'HTTP', 'ADDRESS_REFUSED', 'HOST_UNKNOWN', 'CONNECTION', 'TLS', 'TIMEOUT', 'LINE_SECRET', 'ENDPOINT_DISABLED',
    ],
    jobError: [
        'CAMPAIGN_CLOSED', 'INTERNAL_ERROR',
    ],
    error: [
        'INVALID_REQUEST', 'UNAUTHORIZED', 'NOT_FOUND', 'METHOD_NOT_ALLOWED', 'INSUFFICIENT_SCOPE', 'WRONG_TOKEN',
        'TOO_MANY_REQUESTS', 'TOO_MANY_API_KEYS', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'IN_PROGRESS',
        'IDEMPOTENCY_KEY_REUSED', 'UNKNOWN_ACTION', 'INVALID_STATUS_TRANSITION', 'CAMPAIGN_ACTIVE',
        'CAMPAIGN_FINISHED', 'CAMPAIGN_ENDED', 'CAMPAIGN_ARCHIVED', 'CONTACT_NOT_DELETABLE', 'DO_NOT_CONTACT',
        'TEMPLATE_NOT_USABLE', 'VOICE_URL_UNREACHABLE', 'WINDOW_CLOSED', 'TOO_MANY_REPLIES', 'INTEGRATION_DELETED',
        'IN_USE', 'IMMUTABLE_FIELD', 'SCHEDULED_MODE_ONLY', 'NO_TEMPLATES_HERE', 'PROVIDER_REFUSED',
        'PROVIDER_UNAVAILABLE', 'IMAGE_TOO_LARGE', 'NO_IMAGES_HERE', 'UPLOAD_EXPIRED', 'NOT_IN_PARTS',
        'PARTS_MISSING', 'TOO_MANY_ENDPOINTS', 'ENDPOINT_DISABLED', 'BUSY', 'INTERNAL_ERROR',
    ],
    campaignStatus: [
        'pending', 'ready', 'active', 'inactive', 'cooldown', 'finished', 'cancelled',
    ],
    contactStatus: [
        'queue', 'sending', 'retrying', 'failed', 'voicemail', 'answered', 'delivered', 'read', 'accepted',
        'rejected', 'converted', 'skipped', 'suppressed',
    ],
    callStatus: [
        'created', 'unknown', 'queued', 'ringing', 'in-progress', 'forwarding', 'ended', 'busy', 'no-answer',
        'failed',
    ],
    messageStatus: [
        'created', 'unknown', 'sent', 'failed', 'delivered', 'read', 'accepted', 'rejected',
    ],
    answeredBy: [
        'human', 'machine', 'unknown',
    ],
    channel: [
        'phone_call', 'whatsapp',
    ],
    provider: [
        'twilio', 'agent', 'retell', 'vapi', 'elevenlabs', 'whatsapp',
    ],
    forecastBasis: [
        'campaign', 'line', 'default',
    ],
    forecastUntil: [
        'campaign', 'cycle',
    ],
    scope: [
        'read', 'write', 'admin',
    ],
    exportKind: [
        'contacts', 'calls', 'messages', 'results', 'recordings',
    ],
    contactAction: [
        'retry', 'skip', 'remove', 'tag',
    ],
    ifDuplicate: [
        'skip', 'update', 'requeue',
    ],
    onMachine: [
        'continue', 'hang_up', 'message',
    ],
    eventType: [
        'campaign.status_changed', 'campaign.cycle_completed', 'upload.finished', 'export.finished', 'call.ended',
        'message.status', 'message.received', 'contact.status_changed', 'contact.converted', 'contact.opted_out',
    ],
    uploadStatus: [
        'waiting', 'reading', 'loading', 'done', 'failed',
    ],
    exportStatus: [
        'running', 'done', 'failed',
    ],
    jobStatus: [
        'running', 'done', 'failed',
    ],
};
