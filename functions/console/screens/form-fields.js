/** The sections of the campaign form. `form` is the screen with its values, errors and read data. */
import { clock, html, instant, language, none, plain, repeat, t, text, zoneName, zoneNow } from '../core.js';
import { button, checkbox, field, live, radios, section, select, switchField } from '../parts.js';
import { codes } from '../generated/codes.js';
import '../hours.js';
import { PHONE, WHATSAPP, boundsOf, instantOf, isZone } from './campaign-values.js';
import { knownChip, templateFields, unknownNames } from './form-template.js';
import { hoursText, limitsText, paceText, retriesText, roundsText } from './form-summary.js';
import { namesIn } from './placeholders.js';

/** Labels of fields whose error sentences do not name the field. */
export const LABELS = {
    name: 'form.name', description: 'form.description', first_message: 'form.first_message', hours: 'form.hours',
    schedule: 'form.rounds', concurrency: 'form.concurrency', retries: 'form.retries',
    retry_delay_minutes: 'form.retry_delay',
    no_response_minutes: 'form.no_response_minutes', no_response_template: 'form.no_response_template',
    throttle: 'form.throttle', phone_limit: 'form.a_day', message_limit: 'form.a_day', expires: 'form.expires',
    cooldown_minutes: 'form.cooldown', max_iterations: 'form.max_rounds', max_iterations_per_day: 'form.max_rounds_day',
    budget: 'form.budget', breaker_percent: 'form.breaker_percent', breaker_attempts: 'form.breaker_attempts',
    breaker_minutes: 'form.breaker_minutes', start_date: 'form.start', end_date: 'form.end',
    template_image: 'form.image.label'
};

/**
 * The properties of every field: id, value, error, why it is locked, and the value that another user saved in the
 * meantime.
 */
function entry(form, name, given) {
    const locked = form.locked(name);
    return {
        id: `form-${name}`, value: form.values[name], error: form.errors[name], readonly: locked ? true : undefined,
        oninput: value => form.set(name, value), onchange: value => form.set(name, value), disabled: Boolean(locked),
        ...given, hint: hintOf(form, name, (!form.lockedWhole && locked) || given.hint)
    };
}

function hintOf(form, name, hint) {
    if (!(name in form.conflicts)) {
        return hint;
    }
    const theirs = form.conflicts[name];
    const shown = theirs?.days ? hoursText(theirs) : Array.isArray(theirs) ? theirs.join(', ') : String(theirs);
    return html`<span class="conflict">${t('form.conflict', { value: plain(shown) || '–' })}
        <button type="button" class="link"
            @click=${() => form.takeTheirs(name)}>${t('form.take_theirs')}</button></span>`;
}

const textField = (form, name, given) => field(entry(form, name, given));

function numberField(form, name, given) {
    const { min, max, standard } = boundsOf(name);
    const range = standard === undefined || given.standard === ''
        ? t('form.range', { min, max })
        : t('form.range_standard', { min, max, standard: given.standard ?? standard });
    return textField(form, name, { inputmode: 'numeric', hint: range, ...given });
}

/** A section that is collapsed to one line until the user opens it. */
function fold(id, title, line, body) {
    return html`<details class="fold-part" id=${id}>
        <summary><h2>${title}</h2><span class="fold-line">${line}</span><span class="fold-change" aria-hidden="true">
            ${t('form.change')}</span></summary>
        <div class="fold-body">${body}</div>
    </details>`;
}

export function basics(form) {
    const { values } = form;
    const channels = [PHONE, WHATSAPP].map(value => ({ value, label: t(`channel.${value}`) }));
    return section({
        id: 'basics', title: t('form.basics'),
        body: html`${form.campaign ? none : radios({
                name: 'form-channel', label: t('form.channel'), value: values.channel, options: channels,
                onchange: value => form.setChannel(value)
            })}
            <div class="fields">
                ${textField(form, 'name', {
                    label: t('form.name'), required: true, maxlength: 300,
                    hint: plain(values.name) === values.name ? undefined : plain(values.name),
                    unit: values.name.length > 200 ? `${values.name.length}/255` : undefined
                })}
                ${form.campaign ? field({
                    id: 'form-channel', label: t('form.channel'), value: t(`channel.${values.channel}`),
                    readonly: t('form.locked.creation')
                }) : none}
                ${select(entry(form, 'agent', { label: t('form.agent'), required: true, options: agentOptions(form) }))}
                ${select(entry(form, 'line', {
                    label: t('form.line'), required: true, options: lineOptions(form), hint: lineHint(form)
                }))}
                ${zone(form)}
                ${select(entry(form, 'default_region', {
                    label: t('form.region'), options: regionOptions(), hint: t('form.region_hint')
                }))}
                ${textField(form, 'description', {
                    label: t('form.description'), rows: 2, optional: true, wide: true, maxlength: 10_000
                })}
            </div>`
    });
}

/** Agents by name; agents with the same name also show their number. */
function agentOptions({ agents, lines, values, agent }) {
    const gone = values.agent && !agent ? [{ value: values.agent, label: t('form.agent_gone') }] : [];
    return [{ value: '', label: t('form.choose') }, ...gone, ...agents.map(each => ({
        value: each.id, label: agents.some(other => other !== each && other.name === each.name)
            ? `${plain(each.name)} · ${apart(each, lines)}` : plain(each.name)
    }))];
}

/** Distinguishes agents with the same name: by their lines, or otherwise by the beginning of their ids. */
function apart({ id }, lines) {
    return lines.filter(line => line.agent_id === id).map(line => `${t(`channel.${line.integration_type}`)} ${line.number}`)
        .join(', ') || id.slice(0, 8);
}

function lineOptions({ linesOfAgent, values, line }) {
    const gone = values.line && !line ? [{ value: values.line, label: t('form.line_gone') }] : [];
    const named = ({ id, label, number }) => ({ value: id, label: label ? `${plain(label)} · ${number}` : number });
    return [{ value: '', label: t('form.choose') }, ...gone, ...linesOfAgent.map(named)];
}

function lineHint({ line, linesOfAgent, values }) {
    if (values.agent && linesOfAgent.length === 0) {
        return t('form.no_line');
    }
    if (!line) {
        return undefined;
    }
    return line.rate_per_second_now < line.rate_per_second
        ? t('form.rate_slowed', { now: line.rate_per_second_now, rate: line.rate_per_second })
        : t('form.rate', { rate: line.rate_per_second });
}

const folded = value => value.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** The zone that the user typed: by its name, or by the name of its city. */
export function zoneOf(typed) {
    const zones = Intl.supportedValuesOf('timeZone');
    const wanted = folded(typed.split(' – ')[0]);
    const named = name => zones.find(each => folded(name(each)) === wanted);
    return named(each => each) ?? named(zoneName) ?? named(each => each.split('/').pop()) ?? typed;
}

function zone(form) {
    const { timezone } = form.values;
    const hint = isZone(timezone)
        ? live(() => t('form.zone_now', { time: zoneNow(timezone).text }))
        : t('form.zone_hint');
    return html`${textField(form, 'timezone', {
            label: t('form.zone'), required: true, list: 'form-zones', spellcheck: 'false', hint,
            onblur: event => form.set('timezone', zoneOf(event.target.value))
        })}
        <datalist id="form-zones">${Intl.supportedValuesOf('timeZone').map(each => html`<option value=${each}>
            ${zoneName(each)}</option>`)}</datalist>`;
}

let regions = null;

/** Countries by their names, in the language of the page. */
function regionOptions() {
    if (regions?.language !== language()) {
        const names = new Intl.DisplayNames(language(), { type: 'region', fallback: 'none' });
        const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
        const found = letters.flatMap(a => letters.map(b => a + b))
            .filter(code => !/^(A[C]|CP|CQ|DG|E[AUZ]|IC|Q[M-Z]|T[A]|U[NK]|X[A-JL-Z]|Z[RZ])$/.test(code))
            .map(value => ({ value, label: names.of(value) }))
            .filter((option, index, all) => option.label
                && all.findIndex(each => each.label === option.label) === index)
            .sort((one, other) => one.label.localeCompare(other.label, language()));
        regions = { language: language(), options: found };
    }
    const standard = { value: '', label: t('form.region_standard') };
    return [standard, ...regions.options];
}

export function message(form) {
    return section({
        id: 'message', title: t('form.message'),
        body: form.values.channel === PHONE ? spoken(form) : templateFields(form)
    });
}

function spoken(form) {
    const { values } = form;
    const names = [...new Set(['name', ...(form.known ?? [])])]
        .filter(name => !['contact', 'f_id', 'context'].includes(name));
    const missing = unknownNames(form);
    const warning = missing.length > 0
        ? t('form.names_missing', { names: missing.map(plain).join(', '), count: missing.length }) : '';
    return html`<div class="fields">
            ${textField(form, 'first_message', {
                label: t('form.first_message'), rows: 3, wide: true, maxlength: 2000,
                hint: warning || t('form.first_message_hint')
            })}
        </div>
        ${form.locked('first_message') ? none : html`<p class="needs"><span>${t('form.insert')}</span>
            ${repeat(names.slice(0, 12), name => name, name => html`<button type="button" class="chip"
                @click=${() => form.insert('first_message', `{${name}}`)}>{${text(name)}}</button>`)}</p>`}
        ${values.first_message && namesIn(values.first_message).length > 0 ? html`<p class="heard">${t('form.heard')}
            <q>${form.heard(values.first_message)}</q></p>` : none}
        ${missing.map(name => knownChip(form, name))}
        ${radios({
            name: 'form-on_machine', label: t('form.on_machine'), value: values.on_machine,
            options: codes.onMachine.map(value => ({
                value, label: t(`onMachine.${value}`), disabled: Boolean(form.locked('on_machine'))
            })),
            onchange: value => form.set('on_machine', value)
        })}
        ${values.on_machine === 'message' ? html`<div class="fields">${textField(form, 'machine_message', {
            label: t('form.machine_message'), rows: 2, wide: true, maxlength: 1000, hint: t('form.machine_message_hint')
        })}</div>` : none}`;
}

export function hours(form) {
    const { values, errors } = form;
    return section({
        id: 'hours', title: t('form.hours'), note: zoneName(values.timezone),
        body: html`<vu-hours id="form-hours" tabindex="-1" name="form-hours" labelledby="hours-title"
            .week=${values.hours}
                .zone=${isZone(values.timezone) ? values.timezone : 'UTC'} .shown=${Boolean(errors.hours)}
                .locked=${Boolean(form.locked('hours'))}
                @vu-week=${event => form.set('hours', event.detail)}></vu-hours>
            ${'hours' in form.conflicts ? html`<p class="hint">${hintOf(form, 'hours')}</p>` : none}
            ${checkbox({
                ...entry(form, 'contact_timezones', {
                    label: t('form.contact_timezones'), hint: t('form.contact_timezones_hint')
                }),
                checked: values.contact_timezones
            })}`
    });
}

export function pace(form) {
    const { values } = form;
    const line = `${paceText(values)}; ${retriesText(values)}`;
    return fold('pace', t('form.pace'), line, html`<div class="fields is-short">
            ${values.channel === PHONE
                ? html`${numberField(form, 'concurrency', { label: t('form.concurrency'), unit: t('form.unit.calls') })}
                    ${numberField(form, 'phone_limit', {
                        label: t('form.a_day'), unit: t('form.unit.calls'), hint: t('form.no_limit')
                    })}
                    ${numberField(form, 'ring_seconds', { label: t('form.ring_seconds'), unit: 's' })}
                    ${numberField(form, 'max_call_seconds', { label: t('form.max_call_seconds'), unit: 's' })}`
                : numberField(form, 'message_limit', {
                    label: t('form.a_day'), unit: t('form.unit.messages'), standard: 250
                })}
            ${numberField(form, 'throttle', {
                label: t('form.throttle'), unit: 's', inputmode: 'decimal', hint: t('form.throttle_hint')
            })}
            ${numberField(form, 'retries', { label: t('form.retries') })}
            ${numberField(form, 'retry_delay_minutes', { label: t('form.retry_delay'), unit: 'min' })}
            ${values.channel === WHATSAPP ? silence(form) : none}
        </div>`);
}

/** When a person who does not answer gets another message, and which one. */
const silence = form => html`${numberField(form, 'no_response_minutes', {
    label: t('form.no_response_minutes'), unit: 'min', hint: t('form.no_response_minutes_hint')
})}
    ${textField(form, 'no_response_template', {
        label: t('form.no_response_template'), hint: t('form.no_response_template_hint')
    })}`;

export function rounds(form) {
    const { values } = form;
    if (values.channel !== PHONE) {
        return none;
    }
    const locked = form.campaign ? t('form.locked.rounds') : '';
    return fold('rounds', t('form.rounds'), roundsText(values), html`
        ${switchField({
            id: 'form-cycles_on', label: t('form.rounds_on'), checked: values.cycles_on,
            hint: locked || t('form.rounds_hint'),
            disabled: Boolean(locked), error: form.errors.cycles_on, onchange: value => form.set('cycles_on', value)
        })}
        ${values.cycles_on ? roundFields(form) : none}`);
}

function roundFields(form) {
    const { values } = form;
    return html`${form.campaign ? none : radios({
            name: 'form-cycles_mode', label: t('form.rounds_begin'), value: values.cycles_mode,
            options: ['cooldown', 'scheduled'].map(value => ({ value, label: t(`form.mode.${value}`) })),
            onchange: value => form.set('cycles_mode', value)
        })}
        ${values.cycles_mode === 'cooldown'
            ? html`<div class="fields is-short">${numberField(form, 'cooldown_minutes', {
                label: t('form.cooldown'), unit: 'min', required: true })}</div>`
            : roundSchedule(form)}
        <div class="fields is-short">
            ${numberField(form, 'max_iterations', { label: t('form.max_rounds'), hint: t('form.max_rounds_hint') })}
            ${numberField(form, 'max_iterations_per_day', {
                label: t('form.max_rounds_day'), hint: t('form.no_limit')
            })}
        </div>
        ${leftOut(form)}`;
}

function roundSchedule(form) {
    const { values, errors } = form;
    return html`<p id="form-schedule-label" class="label">${t('form.round_days')}</p>
        <vu-hours id="form-schedule" tabindex="-1" name="form-schedule" labelledby="form-schedule-label"
            .week=${values.schedule}
            .zone=${isZone(values.timezone) ? values.timezone : 'UTC'} .anyTime=${false} .calendar=${false}
            .shown=${Boolean(errors.schedule)} .locked=${Boolean(form.locked('schedule'))}
            @vu-week=${event => form.set('schedule', event.detail)}></vu-hours>
        <div class="fields is-short">
            ${textField(form, 'schedule_start', { label: t('form.first_day'), type: 'date', optional: true })}
            ${textField(form, 'schedule_end', { label: t('form.last_day'), type: 'date', optional: true })}
        </div>`;
}

/** Contacts that keep their status and are not tried in later rounds. */
function leftOut(form) {
    const { values } = form;
    const statuses = [...new Set(['answered', 'voicemail', 'failed', ...values.filter_statuses])];
    const tags = [...new Set([...(form.agent?.tags ?? []), ...values.filter_tags])];
    const tick = (name, value, label) => checkbox({
        id: `form-${name}-${value}`, label, checked: values[name].includes(value), disabled: Boolean(form.locked(name)),
        onchange: on => form.set(name, on ? [...values[name], value] : values[name].filter(each => each !== value))
    });
    return html`<fieldset class="ticks"><legend>${t('form.leave_out')}</legend>
            ${statuses.map(value => tick('filter_statuses', value, t(`contactStatus.${value}`)))}
            ${tags.map(value => tick('filter_tags', value, html`<span class="tag">${text(value)}</span>`))}
            <p class="hint">${t('form.leave_out_hint')}</p></fieldset>`;
}

export function limitsAndDates(form) {
    const { values, line } = form;
    const currency = line?.price?.currency ?? values.currency;
    return fold('limits', t('form.limits'), limitsText(values), html`
        <div class="fields is-short">
            ${moment(form, 'start', t('form.start'))}${moment(form, 'end', t('form.end'))}
        </div>
        <div class="fields is-short">
            ${textField(form, 'budget', {
                label: t('form.budget'), unit: currency || undefined, inputmode: 'decimal', optional: true,
                readonly: form.locked('budget') || !currency ? true : undefined,
                hint: t(currency ? 'form.budget_hint' : 'form.no_price')
            })}
            ${numberField(form, 'expires', { label: t('form.expires'), unit: 'min', hint: t('form.expires_hint') })}
        </div>
        ${checkbox({
            ...entry(form, 'always_on', { label: t('form.always_on'), hint: t('form.always_on_hint') }),
            checked: values.always_on && !values.cycles_on,
                disabled: Boolean(form.locked('always_on')) || values.cycles_on
        })}
        <p class="label">${t('form.breaker')}</p>
        <div class="fields is-short">
            ${numberField(form, 'breaker_percent', { label: t('form.breaker_percent'), unit: '%' })}
            ${numberField(form, 'breaker_attempts', { label: t('form.breaker_attempts') })}
            ${numberField(form, 'breaker_minutes', { label: t('form.breaker_minutes'), unit: 'min' })}
        </div>`);
}

/** A date and a time in the campaign's zone. If the hour occurs twice, the user selects one of the two. */
function moment(form, name, label) {
    const { values } = form;
    const found = instantOf(values, name);
    const gap = found?.gap ? t('form.gap', { T: instant(found.iso, values.timezone) }) : undefined;
    return html`<div class="moment">
        <div class="moment-fields">
            ${textField(form, `${name}_date`, { label, type: 'date', optional: true, hint: gap })}
            ${textField(form, `${name}_time`, {
                label: t(`form.${name}_time`), placeholder: 'HH:MM', maxlength: 8, inputmode: 'text'
            })}
            ${values[`${name}_date`] && !form.locked(name)
                ? button({ label: t('form.clear'), kind: 'quiet', small: true, onclick: () => form.clearMoment(name) })
                : none}
        </div>
        ${found?.later ? radios({
            name: `form-${name}_later`, label: t('form.twice'), value: values[`${name}_later`] ? 'later' : 'earlier',
            options: [{ value: 'earlier', label: t('form.twice_first', { time: offset(found.iso, values.timezone) }) },
                { value: 'later', label: t('form.twice_second', { time: offset(found.later, values.timezone) }) }],
            onchange: value => form.set(`${name}_later`, value === 'later')
        }) : none}
    </div>`;
}

/** The local time and its offset from UTC, which distinguishes two equal hours. */
function offset(iso, zoneId) {
    const name = new Intl.DateTimeFormat('en', { timeZone: zoneId, timeZoneName: 'shortOffset' })
        .formatToParts(new Date(iso)).find(part => part.type === 'timeZoneName').value;
    return `${clock(iso, zoneId)} (${name})`;
}

