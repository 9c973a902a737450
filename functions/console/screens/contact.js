/**
 * `<vu-contact>`: one contact beside the table: the next step, the timeline in sentences, attempts, data, and actions.
 *
 * Properties: `campaign`, `agent`, `contact` (its id), `ids` (of the page's rows), `address(id)` → the address of a
 * contact. Events: `vu-changed` with the contact, or null if it was removed.
 */
import { api, heartbeat, session } from '../api.js';
import {
    LitElement, clock, contactStatus, countdown, day, html, instant, link, none, plain, t, text, timelineSentence,
    zoneName
} from '../core.js';
import { busy, button, errorText, failed, icon, live, menu, notify, stateMark } from '../parts.js';
import { actOn, askDoNotContact, askRemove, askTags, isAllowed } from './contact-actions.js';
import { conversation, outcomeOf, outcomeOfMessage } from './conversation.js';

const MAX_ATTEMPTS = 20;
const FOLD_MS = 5000;
const MANY_LETTERS = 600;
const MANY_LINES = 12;
const NOW = ['awaited', 'not_tried', 'no_more'];

class Contact extends LitElement {
    static properties = {
        campaign: { attribute: false }, agent: { attribute: false }, contact: { attribute: false },
        ids: { attribute: false },
        address: { attribute: false }, shown: { state: true }, timeline: { state: true }, problem: { state: true },
        acting: { state: true }, refusal: { state: true }, attempts: { state: true }, all: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            ids: [], shown: null, timeline: [], problem: null, acting: '', refusal: '', attempts: {}, all: false,
            stop: () => {}
        });
    }

    createRenderRoot() {
        return this;
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop();
        this.watched = '';
    }

    willUpdate() {
        if (this.isConnected && this.contact !== this.watched) {
            this.watched = this.contact;
            Object.assign(this, { shown: null, timeline: [], problem: null, refusal: '', attempts: {}, all: false,
                fresh: true });
            this.stop();
            this.stop = heartbeat.watch(this, {
                load: signal => this.load(this.contact, signal),
                next: () => (this.shown?.status === 'sending' ? 10_000 : 30_000),
                failed: error => {
                    this.problem = error;
                    if (error.status === 404) {
                        this.shown = null;
                        this.stop();
                    }
                }
            });
        }
    }

    updated() {
        if (this.fresh && this.shown) {
            this.fresh = false;
            this.querySelector('h2')?.focus({ preventScroll: innerWidth >= 1024 });
        }
    }

    async load(contact, signal) {
        const path = { campaign: this.campaign.id, contact };
        const [answer, history] = await Promise.all([
            api('showContact', { path, signal }), api('timeline', { path, signal })
        ]);
        if (contact === this.contact) {
            this.shown = answer.contact;
            this.timeline = history.timeline;
            this.problem = null;
        }
    }

    // --- Actions

    async act(action, run) {
        if (this.acting) {
            return;
        }
        this.acting = action;
        this.refusal = '';
        const { contact } = this;
        try {
            const changed = await run();
            if (changed !== false) {
                notify(t(`contacts.done.${action}`));
                this.dispatchEvent(new CustomEvent('vu-changed', { detail: { id: contact, contact: changed } }));
                this.shown = changed && contact === this.contact ? changed : this.shown;
                heartbeat.soon(this);
            }
        } catch (error) {
            this.refusal = errorText(error);
            heartbeat.soon(this);
        }
        this.acting = '';
    }

    perform(action) {
        const { campaign, contact, agent, shown } = this;
        return this.act(action, async () => {
            if (action === 'remove' && !(await askRemove(1, shown.name || shown.contact))) {
                return false;
            }
            const tags = action === 'tag' ? await askTags(agent, 1) : null;
            return action === 'tag' && !tags ? false : actOn(action, campaign.id, contact, tags);
        });
    }

    block() {
        return this.act('block', async () => ((await askDoNotContact(this.shown)) ? this.shown : false));
    }

    async openAttempt(n, event) {
        if (!event.target.open || this.attempts[n]?.attempt) {
            return;
        }
        const { contact, campaign } = this;
        this.attempts = { ...this.attempts, [n]: { busy: true } };
        try {
            const { attempt } = await api('showAttempt', { path: { attempt: `${campaign.id}.${contact}.${n}` } });
            if (contact === this.contact) {
                this.attempts = { ...this.attempts, [n]: { attempt } };
            }
        } catch (problem) {
            if (contact === this.contact) {
                this.attempts = { ...this.attempts, [n]: { problem } };
            }
        }
    }

    // --- Rendering

    render() {
        const at = this.ids.indexOf(this.contact);
        const step = (id, name, shape) => (id
            ? html`<a class="button is-quiet" href=${this.address(id)} data-key=${name}
                aria-label=${t(`contact.${name}`)}>
                ${icon(shape)}</a>`
            : html`<span class="button is-quiet" aria-disabled="true">${icon(shape)}</span>`);
        return html`<aside class="drawer" aria-label=${t('contact.label')}>
            <div class="drawer-bar">
                ${at >= 0 ? html`${step(this.ids[at - 1], 'previous', 'left')}
                    <span class="muted">${t('contact.of', { n: at + 1, total: this.ids.length })}</span>
                    ${step(this.ids[at + 1], 'next', 'right')}` : none}
                <a class="button is-quiet drawer-close" href=${this.address(null)} data-key="close"
                    aria-label=${t('contact.close')}>${icon('cross')}</a>
            </div>
            ${this.shown ? this.body(this.shown) : this.problem ? this.gone() : busy(8)}
        </aside>`;
    }

    gone() {
        const { code, removed_at: removed } = this.problem.details ?? {};
        return code === 'CONTACT_REMOVED' || removed
            ? html`<p>${t('contact.removed', { T: instant(removed, this.campaign.timezone) })}</p>`
            : failed(this.problem, () => heartbeat.now(this));
    }

    body(contact) {
        const { campaign } = this;
        return html`<header class="drawer-head">
                <h2 tabindex="-1">${contact.name ? text(contact.name) : contact.contact}</h2>
                ${stateMark(contactStatus(contact.status, campaign.integration_type))}
                <p class="muted">${contact.name ? html`<span class="nowrap">${contact.contact}</span>` : none}
                    ${contact.f_id ? html`<span>${t('contact.own_id')} ${text(contact.f_id)}</span>` : none}</p>
            </header>
            ${this.problem ? html`<p class="error">${icon('alert')}<span>${errorText(this.problem)}</span></p>` : none}
            ${this.next()}${this.actions(contact)}
            ${this.refusal ? html`<p class="error" role="alert">${icon('alert')}<span>${this.refusal}</span></p>`
                : none}
            <section class="drawer-part"><h3>${t('contact.timeline')}
                <span class="muted">${t('part.zone', { zone: zoneName(campaign.timezone) })}</span></h3>
                ${this.pastEntries()}</section>
            ${this.tries(contact)}${this.data(contact)}`;
    }

    next() {
        const entry = this.timeline.findLast(each => NOW.includes(each.kind));
        if (!entry) {
            return none;
        }
        const when = entry.next_at ?? entry.until ?? this.shown.next_at;
        return html`<div class="drawer-next"><span>${t('contact.next_step')}</span>
            <p>${timelineSentence(entry, this.campaign.timezone)}
                ${when && Date.parse(when) > Date.now()
                    ? html`<span class="muted nowrap">${live(() => countdown(when))}</span>` : none}</p></div>`;
    }

    actions({ status }) {
        const acts = ['retry', 'skip'].filter(action => isAllowed(action, status));
        const hasTags = (this.agent?.tags.length ?? 0) > 0;
        const more = [
            { label: t('contacts.block'), onclick: () => this.block(), scope: 'write' },
            isAllowed('remove', status)
                ? { label: t('contacts.remove'), onclick: () => this.perform('remove'), danger: true,
                    scope: 'write' } : null
        ];
        return session.may('write') ? html`<div class="actions">
            ${acts.map(action => button({
                label: t(`contacts.${action}`), busy: this.acting === action, onclick: () => this.perform(action)
            }))}
            ${hasTags ? button({
                label: t('contacts.tag'), icon: 'tag', busy: this.acting === 'tag', onclick: () => this.perform('tag')
            }) : none}
            ${menu({ label: t('part.more'), items: more, kind: 'quiet' })}
        </div>` : none;
    }

    /** Decisions and events, the events under their decisions; within the same second in the API's order. */
    pastEntries() {
        const zone = this.campaign.timezone;
        const past = this.timeline.filter(entry => !NOW.includes(entry.kind) && !this.foldsInto(entry));
        let shownDay = '';
        return html`<ol class="told">${past.map(entry => {
            const date = day(entry.at, zone);
            const head = date === shownDay ? none : html`<li class="told-day">${date}</li>`;
            shownDay = date;
            return html`${head}<li class=${entry.kind === 'event' ? 'is-event' : none}>
                <time datetime=${entry.at}>${clock(entry.at, zone, { seconds: true })}</time>
                <span>${timelineSentence(entry, zone)}</span></li>`;
        })}</ol>`;
    }

    /** Whether an event has the same meaning as a decision on its attempt some seconds later or before. */
    foldsInto(event) {
        return event.kind === 'event' && this.timeline.some(other => other.kind === 'decision'
            && other.what === event.what
            && other.attempt === event.attempt && Math.abs(Date.parse(other.at) - Date.parse(event.at)) <= FOLD_MS);
    }

    tries({ call_count: count }) {
        if (count === 0) {
            return none;
        }
        const numbers = Array.from({ length: count }, (_, index) => count - index);
        const shown = this.all ? numbers : numbers.slice(0, MAX_ATTEMPTS);
        return html`<section class="drawer-part"><h3>${t('contact.attempts')}</h3>
            ${shown.map(n => html`<details class="try" @toggle=${event => this.openAttempt(n, event)}>
                <summary>${t('contact.attempt', { n })} ${this.mark(n)}</summary>
                ${this.attempt(n)}</details>`)}
            ${shown.length < count
                ? button({
                    label: t('contact.all_attempts', { count, n: count }), kind: 'quiet',
                    onclick: () => { this.all = true; }
                })
                : none}</section>`;
    }

    mark(n) {
        const { call, message } = this.attempts[n]?.attempt ?? {};
        const last = this.shown.last_attempt;
        const known = call ?? message ?? (last?.number === n ? last : null);
        if (!known) {
            return none;
        }
        const isCall = this.campaign.integration_type === 'phone_call';
        return html`${stateMark(isCall ? outcomeOf(known) : outcomeOfMessage(known))}
            <span class="muted">${instant(known.created_at, this.campaign.timezone)}</span>`;
    }

    attempt(n) {
        const { attempt, problem } = this.attempts[n] ?? {};
        if (problem) {
            return html`<p class="error">${icon('alert')}<span>${errorText(problem)}</span></p>`;
        }
        if (!attempt) {
            return busy(2);
        }
        const { call, message } = attempt;
        if (call) {
            const { duration, billed_duration: billed } = call;
            return html`<p class="muted">${t('contact.durations', { duration, billed })}</p>
                ${conversation(call)}`;
        }
        const zone = this.campaign.timezone;
        const row = (key, at) => (at
            ? html`<dt>${t(`contact.at.${key}`)}</dt><dd>${instant(at, zone, { seconds: true })}</dd>` : none);
        return message
            ? html`<dl class="pairs"><dt>${t('contact.template')}</dt><dd>${text(message.template)}</dd>
                ${row('sent', message.sent_at)}${row('delivered', message.delivered_at)}${row('read', message.read_at)}
                ${message.error ? html`<dt>${t('contact.error')}</dt><dd class="mono">${text(message.error)}</dd>`
                    : none}</dl>`
            : html`<p class="muted">${t('contact.not_placed')}</p>`;
    }

    data(contact) {
        const pair = ([name, value]) => html`<dt>${text(name)}</dt><dd>${long(value)}</dd>`;
        const { variables, extracted_data: extracted, tags, context, follow_up_at: follow } = contact;
        const pairs = [
            ...(context ? [[t('contact.context'), context]] : []), ...Object.entries(variables)
        ];
        const zone = this.campaign.timezone;
        return html`<section class="drawer-part"><h3>${t('contact.data')}</h3><dl class="pairs">
                ${tags.length > 0 ? html`<dt>${t('contact.tags')}</dt>
                    <dd class="row">${tags.map(tag => html`<span class="chip">${text(tag)}</span>`)}</dd>` : none}
                ${follow ? html`<dt>${t('contact.follow_up')}</dt><dd>${instant(follow, zone)}</dd>` : none}
                ${pairs.map(pair)}
                ${Object.entries(extracted)
                    .map(([name, value]) => pair([t('contact.extracted', { name: plain(name) }), value]))}
                <dt>${t('contact.billed')}</dt><dd>${contact.billed_duration}</dd>
                <dt>${t('contact.updated')}</dt><dd>${instant(contact.last_update, zone, { seconds: true })}</dd>
            </dl>
            <p><a href=${link('people', { number: contact.contact })}>${t('contact.everywhere')}</a></p></section>`;
    }
}

/** A text that is collapsed if it is long. */
function long(value) {
    const isLong = value.length > MANY_LETTERS || value.split('\n').length > MANY_LINES;
    return isLong
        ? html`<details class="long"><summary>${text(value.slice(0, 160))}…</summary>
            <p class="prose">${text(value)}</p></details>`
        : html`<span class="prose">${text(value)}</span>`;
}

customElements.define('vu-contact', Contact);
