/**
 * A campaign's settings as the fields of a form: all texts as they were typed, so that a draft also stores invalid
 * ones, and the fields of both channels together, so that a change of channel loses nothing. The request is built from
 * them when the form is saved.
 *
 * @typedef {Record<string, *>} Values
 */
import { limits } from '../generated/limits.js';
import { localToInstant, zoneNow } from '../core.js';
import { officeWeek, problemsOf, sameWeek, timeOf, weekFrom, weekTo } from '../week.js';

const { campaign: bounds, cycles: cycleBounds, breaker: breakerBounds, noResponse: silence } = limits;

/** Fields that only one channel has. */
export const PHONE = 'phone_call';
export const WHATSAPP = 'whatsapp';

const text = value => (value === null || value === undefined ? '' : String(value));

/** Numbers: the name of the value, its bounds, and the factor to the API's smaller unit. */
const NUMBERS = {
    concurrency: { bounds: bounds.concurrency, channel: PHONE },
    ring_seconds: { bounds: bounds.ring_seconds, channel: PHONE },
    max_call_seconds: { bounds: bounds.max_call_seconds, channel: PHONE },
    retries: { bounds: bounds.retries },
    retry_delay_minutes: { bounds: bounds.retry_delay_minutes },
    throttle: { bounds: bounds.throttle_ms, scale: 1000 },
    phone_limit: { bounds: bounds.message_limit, channel: PHONE },
    message_limit: { bounds: bounds.message_limit, channel: WHATSAPP },
    expires: { bounds: bounds.expires },
    cooldown_minutes: { bounds: cycleBounds.cooldown_minutes, cycles: 'cooldown' },
    max_iterations: { bounds: cycleBounds.max_iterations, cycles: 'any' },
    max_iterations_per_day: { bounds: cycleBounds.max_iterations_per_day, cycles: 'any' },
    no_response_minutes: { bounds: silence.after_minutes, channel: WHATSAPP },
    breaker_attempts: { bounds: breakerBounds.attempts },
    breaker_percent: { bounds: breakerBounds.percent },
    breaker_minutes: { bounds: breakerBounds.minutes }
};

/** The bounds of a number in the unit of its field. */
export function boundsOf(name) {
    const { bounds: found, scale = 1 } = NUMBERS[name];
    return { min: found.minimum / scale, max: found.maximum / scale, standard: found.default };
}

/** @returns {Values} the API's defaults */
export function emptyValues(channel = PHONE) {
    return {
        channel, name: '', description: '', agent: '', line: '', timezone: bounds.timezone.default, default_region: '',
        first_message: '', on_machine: bounds.on_machine.default, machine_message: '',
        ring_seconds: text(bounds.ring_seconds.default), max_call_seconds: text(bounds.max_call_seconds.default),
        template: '', template_alt: '', no_response_minutes: '', no_response_template: '',
        template_language: bounds.template_language.default, template_image: '', hours: weekFrom(null),
        contact_timezones: false, concurrency: '1', retries: '1', retry_delay_minutes: '30', throttle: '',
        phone_limit: '',
        message_limit: '250', cycles_on: false, cycles_mode: 'cooldown', cooldown_minutes: '60', schedule: officeWeek(),
        schedule_start: '', schedule_end: '', max_iterations: '', max_iterations_per_day: '', filter_statuses: [],
        filter_tags: [], start_date: '', start_time: '', start_later: false, end_date: '', end_time: '',
        end_later: false,
        expires: '', always_on: false, budget: '', currency: '', breaker_attempts: text(breakerBounds.attempts.default),
        breaker_percent: text(breakerBounds.percent.default), breaker_minutes: text(breakerBounds.minutes.default)
    };
}

/** @returns {Values} the values of a campaign of the API */
export function valuesOf(campaign) {
    const { timezone: zone, cycles, breaker, budget } = campaign;
    const values = emptyValues(campaign.integration_type);
    for (const name of ['name', 'description', 'timezone', 'default_region', 'first_message', 'on_machine',
        'machine_message', 'ring_seconds', 'max_call_seconds', 'template', 'template_alt', 'template_language', 'template_image', 'concurrency', 'retries', 'retry_delay_minutes',
        'expires']) {
        values[name] = text(campaign[name]);
    }
    Object.assign(values, {
        agent: campaign.agent.id, line: campaign.integration.id, hours: weekFrom(campaign.scheduling),
        contact_timezones: campaign.contact_timezones, always_on: campaign.always_on,
        throttle: campaign.throttle_ms ? text(campaign.throttle_ms / 1000) : '',
        phone_limit: text(campaign.message_limit), message_limit: text(campaign.message_limit),
        budget: text(budget?.amount), currency: budget?.currency ?? '', breaker_attempts: text(breaker.attempts),
        breaker_percent: text(breaker.percent), breaker_minutes: text(breaker.minutes),
        no_response_minutes: text(campaign.no_response?.after_minutes),
        no_response_template: text(campaign.no_response?.template)
    }, wall('start', campaign.start_at, zone), wall('end', campaign.end_at, zone));
    if (cycles) {
        Object.assign(values, {
            cycles_on: true, cycles_mode: cycles.mode, cooldown_minutes: text(cycles.cooldown_minutes),
            schedule: cycles.schedule ? weekFrom(cycles.schedule) : officeWeek(),
            schedule_start: text(cycles.schedule_start_date), schedule_end: text(cycles.schedule_end_date),
            max_iterations: text(cycles.max_iterations), max_iterations_per_day: text(cycles.max_iterations_per_day),
            filter_statuses: cycles.filter_statuses, filter_tags: cycles.filter_tags
        });
    }
    return values;
}

function wall(name, iso, zone) {
    if (!iso) {
        return {};
    }
    const { date, text: time, ...local } = zoneNow(zone, Date.parse(iso));
    const { later } = localToInstant(local, zone);
    return {
        [`${name}_date`]: date, [`${name}_time`]: time,
        [`${name}_later`]: later !== null && Math.abs(Date.parse(later) - Date.parse(iso)) < 60_000
    };
}

/** The typed text as a number; null for an empty field, NaN for anything else. A comma is also a decimal separator. */
export function numberOf(typed) {
    const plain = typed.trim().replace(/\s/g, '').replace(/^(\d+),(\d{1,6})$/, '$1.$2');
    return plain === '' ? null : /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
}

function whole(values, name) {
    const { scale = 1 } = NUMBERS[name];
    const typed = numberOf(values[name]);
    return typed === null ? null : Math.round(typed * scale);
}

/**
 * The instant of a date and a time in the campaign's zone, and the second instant if this hour occurs twice; null if
 * not set.
 */
export function instantOf(values, name) {
    const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(values[`${name}_date`]);
    const minutes = timeOf(values[`${name}_time`]);
    if (!date || minutes === null || !isZone(values.timezone)) {
        return null;
    }
    const day = new Date(Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]) + (minutes === 1440 ? 1 : 0)));
    const found = localToInstant({
        year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate(),
        hour: Math.floor(minutes / 60) % 24, minute: minutes % 60
    }, values.timezone);
    return { ...found, chosen: values[`${name}_later`] && found.later ? found.later : found.iso };
}

/** Whether the browser knows the zone. */
export function isZone(zone) {
    try {
        return Boolean(zone) && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
        return false;
    }
}

const orNull = value => (value.trim() === '' ? null : value.trim());

/** The API's fields: the values from which each is built, and how; `channel` is the only channel that has the field. */
const FIELDS = {
    name: { of: ['name'], make: v => v.name.trim() },
    description: { of: ['description'], make: v => orNull(v.description) },
    agent_id: { of: ['agent'], make: v => v.agent },
    integration_id: { of: ['line'], make: v => v.line },
    timezone: { of: ['timezone'], make: v => v.timezone },
    default_region: { of: ['default_region'], make: v => orNull(v.default_region) },
    first_message: { of: ['first_message'], make: v => orNull(v.first_message), channel: PHONE },
    on_machine: { of: ['on_machine'], make: v => v.on_machine, channel: PHONE },
    machine_message: { of: ['machine_message'], make: v => orNull(v.machine_message), channel: PHONE },
    ring_seconds: { of: ['ring_seconds'], make: v => whole(v, 'ring_seconds'), channel: PHONE },
    max_call_seconds: { of: ['max_call_seconds'], make: v => whole(v, 'max_call_seconds'), channel: PHONE },
    concurrency: { of: ['concurrency'], make: v => whole(v, 'concurrency'), channel: PHONE },
    template: { of: ['template'], make: v => v.template.trim(), channel: WHATSAPP },
    template_alt: { of: ['template_alt'], make: v => orNull(v.template_alt), channel: WHATSAPP },
    template_language: { of: ['template_language'], make: v => orNull(v.template_language), channel: WHATSAPP },
    template_image: { of: ['template_image'], make: v => orNull(v.template_image), channel: WHATSAPP },
    scheduling: { of: ['hours'], make: v => weekTo(v.hours) },
    contact_timezones: { of: ['contact_timezones'], make: v => v.contact_timezones },
    retries: { of: ['retries'], make: v => whole(v, 'retries') },
    retry_delay_minutes: { of: ['retry_delay_minutes'], make: v => whole(v, 'retry_delay_minutes') },
    no_response: {
        of: ['no_response_minutes', 'no_response_template'],
        make: v => (v.no_response_minutes.trim() ? {
            after_minutes: whole(v, 'no_response_minutes'), template: orNull(v.no_response_template)
        } : null),
        channel: WHATSAPP
    },
    throttle_ms: { of: ['throttle'], make: v => whole(v, 'throttle') },
    message_limit: {
        of: ['phone_limit', 'message_limit'], make: v => whole(v, v.channel === PHONE ? 'phone_limit' : 'message_limit')
    },
    start_at: { of: ['start_date', 'start_time', 'start_later'], make: v => instantOf(v, 'start')?.chosen ?? null },
    end_at: { of: ['end_date', 'end_time', 'end_later'], make: v => instantOf(v, 'end')?.chosen ?? null },
    expires: { of: ['expires'], make: v => whole(v, 'expires') },
    always_on: { of: ['always_on'], make: v => v.always_on && !v.cycles_on },
    breaker: {
        of: ['breaker_attempts', 'breaker_percent', 'breaker_minutes'],
        make: v => ({
            attempts: whole(v, 'breaker_attempts'), percent: whole(v, 'breaker_percent'), minutes: whole(v,
                'breaker_minutes')
        })
    },
    budget: {
        of: ['budget'], make: v => (v.budget.trim() ? { amount: numberOf(v.budget), currency: v.currency } : null)
    }
};

const CYCLE_FIELDS = {
    cooldown_minutes: { of: ['cooldown_minutes'], make: v => whole(v, 'cooldown_minutes'), mode: 'cooldown' },
    schedule: { of: ['schedule'], make: v => weekTo(v.schedule), mode: 'scheduled' },
    schedule_start_date: { of: ['schedule_start'], make: v => orNull(v.schedule_start), mode: 'scheduled' },
    schedule_end_date: { of: ['schedule_end'], make: v => orNull(v.schedule_end), mode: 'scheduled' },
    max_iterations: { of: ['max_iterations'], make: v => whole(v, 'max_iterations') },
    max_iterations_per_day: { of: ['max_iterations_per_day'], make: v => whole(v, 'max_iterations_per_day') },
    filter_statuses: { of: ['filter_statuses'], make: v => v.filter_statuses },
    filter_tags: { of: ['filter_tags'], make: v => v.filter_tags }
};

const isOf = (field, values) => !field.channel || field.channel === values.channel;
const isOfMode = (field, values) => !field.mode || field.mode === values.cycles_mode;

/** The body that creates a campaign, without fields of the other channel and without default values. */
export function bodyOf(values) {
    const body = { integration_type: values.channel };
    for (const [name, field] of Object.entries(FIELDS)) {
        const made = isOf(field, values) ? field.make(values) : null;
        if (made !== null) {
            body[name] = made;
        }
    }
    if (values.channel === PHONE && values.cycles_on) {
        body.cycles = { enabled: true, mode: values.cycles_mode };
        for (const [name, field] of Object.entries(CYCLE_FIELDS)) {
            const made = isOfMode(field, values) ? field.make(values) : null;
            if (made !== null) {
                body.cycles[name] = made;
            }
        }
    }
    return body;
}

/** Whether two values of a field have the same meaning. */
export function same(one, other) {
    return one?.days && other?.days ? sameWeek(one, other) : JSON.stringify(one) === JSON.stringify(other);
}

/** The names of the values that have changed, among those that the campaign's channel has. */
export function changedValues(values, base) {
    const has = new Set();
    Object.values(FIELDS).filter(field => isOf(field,
        values)).forEach(field => field.of.forEach(name => has.add(name)));
    if (values.cycles_on) {
        Object.values(CYCLE_FIELDS).filter(field => isOfMode(field, values))
            .forEach(field => field.of.forEach(name => has.add(name)));
    }
    return [...has].filter(name => !same(values[name], base[name]));
}

/** The body of a change: only the values that differ from `base`. */
export function changesOf(values, base) {
    const changed = changedValues(values, base);
    // A date and its time are in the campaign's zone: in another zone they are another instant.
    const moved = changed.includes('timezone') ? ['start_date', 'end_date'].filter(name => values[name]) : [];
    const differs = field => field.of.some(name => changed.includes(name) || moved.includes(name));
    const made = fields => Object.fromEntries(Object.entries(fields).filter(([, field]) => differs(field))
        .map(([name, field]) => [name, field.make(values)]));
    const body = made(Object.fromEntries(Object.entries(FIELDS).filter(([, field]) => isOf(field, values))));
    const cycles = values.cycles_on
        ? made(Object.fromEntries(Object.entries(CYCLE_FIELDS).filter(([, field]) => isOfMode(field, values))))
        : {};
    return Object.keys(cycles).length > 0 ? { ...body, cycles } : body;
}

/** The value at which an error of the API's field is shown; empty if there is none. */
export function valueOf(apiField) {
    const [first, second] = (apiField ?? '').split('.');
    if (first === 'breaker') {
        return `breaker_${second ?? 'attempts'}`;
    }
    if (first === 'no_response') {
        return second === 'template' ? 'no_response_template' : 'no_response_minutes';
    }
    const field = first === 'cycles' ? CYCLE_FIELDS[second] : FIELDS[first];
    return first === 'integration_type' ? 'channel' : field?.of[0] ?? (first === 'cycles' ? 'cycles_on' : '');
}

/**
 * The problems that prevent saving, by value. An end in the past counts only if it was changed.
 *
 * @param {Values} values
 * @param {?Values} base the values of the stored campaign; null for a new one
 * @returns {Record<string, [string, Object]>} the key of the words and their params
 */
export function problemsIn(values, base = null, now = Date.now()) {
    const problems = {};
    const say = (name, key, params = {}) => { problems[name] ??= [`form.error.${key}`, params]; };
    const required = { name: values.name, agent: values.agent, line: values.line };
    if (values.channel === WHATSAPP) {
        required.template = values.template;
    }
    for (const [name, value] of Object.entries(required)) {
        if (!value.trim()) {
            say(name, `${name}_missing`);
        }
    }
    for (const name of ['name', 'description', 'first_message', 'template_image']) {
        if (values[name].length > bounds[name].maxLength) {
            say(name, 'too_long', { max: bounds[name].maxLength });
        }
    }
    if (/[\u0000-\u001f\u007f-\u009f]/.test(values.name)) {
        say('name', 'one_line');
    }
    if (!isZone(values.timezone)) {
        say('timezone', 'zone');
    }
    numberProblems(values, say);
    if (problemsOf(values.hours).length > 0) {
        say('hours', 'hours');
    }
    if (values.budget.trim() && !(numberOf(values.budget) > 0)) {
        say('budget', 'amount');
    }
    cycleProblems(values, say);
    const sameEnd = base !== null && ['end_date', 'end_time'].every(name => values[name] === base[name]);
    dateProblems(values, say, sameEnd ? 0 : now);
    return problems;
}

function hasCycles(values, mode) {
    return values.channel === PHONE && values.cycles_on && (mode === 'any' || values.cycles_mode === mode);
}

function numberProblems(values, say) {
    for (const [name, { channel, cycles, scale }] of Object.entries(NUMBERS)) {
        const { min, max } = boundsOf(name);
        const typed = numberOf(values[name]);
        if ((channel && channel !== values.channel) || (cycles && !hasCycles(values, cycles)) || typed === null) {
            continue;
        }
        if (Number.isNaN(typed) || (!scale && !Number.isInteger(typed)) || typed < min || typed > max) {
            say(name, scale ? 'number' : 'whole', { min, max });
        }
    }
}

function cycleProblems(values, say) {
    if (hasCycles(values, 'cooldown') && values.cooldown_minutes.trim() === '') {
        say('cooldown_minutes', 'cooldown_missing');
    }
    if (hasCycles(values, 'scheduled')) {
        if (problemsOf(values.schedule).length > 0) {
            say('schedule', 'hours');
        }
        if (values.schedule_start && values.schedule_end && values.schedule_end < values.schedule_start) {
            say('schedule_end', 'last_before_first');
        }
    }
}

function dateProblems(values, say, now) {
    for (const name of ['start', 'end']) {
        const half = Boolean(values[`${name}_date`]) !== Boolean(values[`${name}_time`].trim());
        if (half || (values[`${name}_time`].trim() && timeOf(values[`${name}_time`]) === null)) {
            say(`${name}_date`, 'date_and_time');
        }
    }
    const start = instantOf(values, 'start')?.chosen;
    const end = instantOf(values, 'end')?.chosen;
    if (start && end && end <= start) {
        say('end_date', 'end_before_start');
    } else if (end && Date.parse(end) <= now) {
        say('end_date', 'end_past');
    }
}
