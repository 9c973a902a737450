/**
 * A campaign while it runs: its state in words, its progress, its expected end, its figures and the outcomes of its
 * attempts. At most one GET of the campaign every 10 s, and of the series every 2 minutes.
 */
import { act, actionItems, possible, remedy } from '../campaign-actions.js';
import { api, heartbeat, lastCampaign } from '../api.js';
import { bars, bucketRows } from '../chart.js';
import {
    Screen, go, html, link, none, number, plain, share, stateOf, t, zoneNote, zoneNow
} from '../core.js';
import { costsOf, endOf, failedApart, progressOf, roundOf } from '../figures.js';
import {
    announce, busy, button, campaignPage, failed, icon, live, menu, nothing, progressBar, section, segments, stale
} from '../parts.js';
import { outcomes } from './outcomes.js';

const BEAT = 10_000;
const SLOW_BEAT = 30_000;
const RESTING = 60_000;
const FAR = 300_000;
const AFTER_UNTIL = 2_000;
const SERIES_BEAT = 120_000;
const DAY = 86_400_000;
const MAX_DAYS = 91;

/** The figures that the series can show, and the name of their colour if it differs. */
const SERIES = { attempts: 'other', delivered: 'answered', read: 'answered', busy: 'other', no_answer: 'other' };
const MEASURES = {
    phone_call: ['attempts', 'answered', 'voicemail', 'busy', 'no_answer', 'failed', 'converted'],
    whatsapp: ['attempts', 'delivered', 'read', 'failed', 'converted']
};

class Overview extends Screen {
    static properties = {
        ...Screen.properties,
        campaign: { state: true }, since: { state: true }, again: { state: true }, error: { state: true },
        series: { state: true }, seriesError: { state: true }, acting: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { campaign: null, since: null, again: null, error: null, series: null, acting: null });
        this.seriesError = null;
        this.stops = [];
    }

    connectedCallback() {
        super.connectedCallback();
        this.campaign = lastCampaign(this.params.id);
        this.watch();
    }

    watch() {
        this.stops.forEach(stop => stop());
        this.error = null;
        this.stops = [
            heartbeat.watch(this, {
                load: async signal => this.take(await this.read(signal)),
                next: () => this.pause(),
                failed: (error, again) => this.failedAt(error, again)
            })
        ];
        if (this.campaign) {
            this.watchSeries();
        }
    }

    watchSeries() {
        this.stops.push(heartbeat.watch(this, {
            load: signal => this.loadSeries(signal),
            next: () => (this.resting ? Infinity : SERIES_BEAT),
            failed: error => (this.seriesError = error)
        }));
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stops.forEach(stop => stop());
    }

    willUpdate(changed) {
        if (changed.has('query') && this.series && this.series.span !== this.span) {
            this.series = null;
            this.loadSeries().catch(error => (this.seriesError = error));
        }
    }

    // --- Reading

    get resting() {
        const { status, archived } = this.campaign ?? {};
        return archived || ['inactive', 'finished', 'cancelled'].includes(status);
    }

    read(signal) {
        return api('showCampaign', { path: { campaign: this.params.id }, signal });
    }

    pause() {
        if (this.resting) {
            return RESTING;
        }
        const until = stateOf(this.campaign).until;
        const left = until ? Date.parse(until) + AFTER_UNTIL - Date.now() : 0;
        if (left > FAR) {
            return SLOW_BEAT;
        }
        return left > BEAT && left < 2 * BEAT ? left : BEAT;
    }

    take({ campaign }) {
        const before = this.campaign && stateOf(this.campaign);
        const begun = this.campaign?.analytics.attempts === 0 && campaign.analytics.attempts > 0;
        const ended = this.campaign && !this.resting;
        this.campaign = campaign;
        if (begun || (ended && this.resting)) {
            this.loadSeries().catch(() => {});
        }
        if (!before) {
            this.watchSeries();
        }
        this.since = new Date().toISOString();
        this.again = null;
        this.error = null;
        const now = stateOf(campaign);
        if (before && (before.tone !== now.tone || before.icon !== now.icon)) {
            announce(`${plain(campaign.name)}: ${now.word}. ${now.sentence}`);
        }
        window.dispatchEvent(new CustomEvent('vu-title'));
    }

    failedAt(error, again) {
        this.error = error;
        this.again = again;
        if (error.status === 404) {
            this.stops.forEach(stop => stop());
        }
    }

    get span() {
        return ['today', 'week', 'all'].includes(this.query.span) ? this.query.span : 'today';
    }

    async loadSeries(signal) {
        const span = this.span;
        const { timezone: zone, created_at: created } = this.campaign;
        const now = Date.now();
        const begun = Math.max(Date.parse(created), now - MAX_DAYS * DAY);
        const from = { today: now, week: now - 6 * DAY, all: begun }[span];
        const by = now - from < 2 * DAY ? 'hour' : 'day';
        const query = { by, startDate: zoneNow(zone, from).date, endDate: zoneNow(zone, now).date };
        const { series } = await api('series', { path: { campaign: this.params.id }, query, signal });
        if (span !== this.span) {
            return;
        }
        this.seriesError = null;
        this.series = { span, by, rows: bucketRows(series.map(failedApart), by, zone) };
    }

    async run(operation, body) {
        this.acting = operation;
        this.campaign = await act(this.campaign, operation, body);
        this.acting = null;
    }

    // --- Rendering

    render() {
        const campaign = this.campaign ?? { id: this.params.id };
        return campaignPage({
            campaign,
            current: 'overview',
            actions: this.campaign ? this.actions() : none,
            body: this.campaign ? this.body() : this.error ? failed(this.error, () => this.watch()) : busy(6)
        });
    }

    actions() {
        const campaign = this.campaign;
        const can = possible(campaign);
        const run = (operation, body) => this.run(operation, body);
        const [first, left] = [[], []];
        if (can.start) {
            const href = link(`campaigns/${campaign.id}/start`);
            first.push(button({ label: t('act.start'), icon: 'play', kind: 'primary', href }));
            left.push('start');
        }
        if (can.resume) {
            const busyNow = this.acting === 'resumeCampaign';
            const label = busyNow ? t('act.resuming') : t('act.resume');
            const onclick = () => run('resumeCampaign');
            first.push(button({ label, icon: 'play', kind: 'primary', busy: busyNow, onclick }));
            left.push('resume');
        }
        if (can.pause) {
            const busyNow = this.acting === 'pauseCampaign';
            const label = busyNow ? t('act.pausing') : t('act.pause');
            first.push(button({ label, icon: 'pause', busy: busyNow, onclick: () => run('pauseCampaign') }));
            left.push('pause');
        }
        const items = actionItems(campaign, run, now => (this.campaign = now), left);
        return html`${first}${menu({ label: t('part.more'), items })}`;
    }

    body() {
        const campaign = this.campaign;
        if (campaign.analytics.contacts === 0) {
            return html`${this.banner()}${this.noContacts()}${this.foot()}`;
        }
        return html`${this.head()}${this.banner()}${this.figures()}${this.plots()}${this.foot()}`;
    }

    /** The area for a file, shown while the campaign has no contacts. */
    noContacts() {
        if (!possible(this.campaign).upload) {
            return nothing(t('overview.nobody'));
        }
        if (!customElements.get('vu-upload-file')) {
            import('./upload-file.js').then(() => this.requestUpdate());
            return busy(4);
        }
        const contacts = `campaigns/${this.campaign.id}/contacts`;
        return html`<vu-upload-file .campaign=${this.campaign} @vu-close=${() => go(contacts)}></vu-upload-file>
            <p><a href=${link(contacts)}>${t('overview.by_hand')}</a></p>`;
    }

    head() {
        const campaign = this.campaign;
        const { done, total } = progressOf(campaign);
        const round = roundOf(campaign);
        return html`<div class="how-far">
            ${progressBar(done, total, t('campaigns.progress', { name: plain(campaign.name) }))}
            <p><strong>${t('overview.done', { done, count: total })}</strong>
                <span class="muted">${share(done, total)}${round ? ` · ${round}` : ''}</span></p>
            <p class="ends">${live(() => endOf(campaign).sentence)}</p>
        </div>`;
    }

    /** The state as a sentence, with the corrective action; nothing while the campaign is making attempts normally. */
    banner() {
        return live(() => {
            const campaign = this.campaign;
            const state = stateOf(campaign);
            if (state.tone === 'working') {
                return campaign.waiting ? html`<p class="muted">${state.sentence}</p>` : none;
            }
            const mend = remedy(campaign);
            return html`<div class="banner is-${state.tone}">
                <p>${icon(state.icon)}<span>${state.sentence}</span></p>
                ${mend ? button(mend) : none}
            </div>`;
        });
    }

    figures() {
        const phone = this.campaign.integration_type === 'phone_call';
        return html`<dl class="figures">${phone ? this.phoneFigures() : this.messageFigures()}</dl>`;
    }

    phoneFigures() {
        const { analytics: a, concurrency } = this.campaign;
        const ofCalls = (label, count) => counted(label, count, a.calls, t('figure.of_calls', { count: a.calls }));
        const cells = [
            figure(t('figure.on_line'), number(a.in_flight), t('figure.of', { count: concurrency })),
            ofCalls(t('figure.human'), a.callsAnsweredByHuman),
            ofCalls(t('figure.machine'), a.callsAnsweredByMachine),
            a.callsAnsweredByUnknown ? ofCalls(t('figure.unknown'), a.callsAnsweredByUnknown) : none,
            this.ofContacts(t('figure.failed'), a.contactsFailed),
            this.ofContacts(t('figure.converted'), a.contactsConverted)
        ];
        return html`${cells}${this.stillToTry()}`;
    }

    messageFigures() {
        const { analytics: a } = this.campaign;
        const base = t('figure.of_messages', { count: a.messages });
        const cells = [
            this.ofContacts(t('figure.sending'), a.contacts_by_status.sending),
            counted(t('figure.delivered'), a.messagesDelivered, a.messages, base),
            counted(t('figure.read'), a.messagesRead, a.messages, base),
            this.ofContacts(t('figure.accepted'), a.contactsAccepted),
            this.ofContacts(t('figure.rejected'), a.contactsRejected),
            this.ofContacts(t('figure.converted'), a.contactsConverted)
        ];
        return html`${cells}${this.stillToTry()}`;
    }

    ofContacts(label, count) {
        const { contacts } = this.campaign.analytics;
        return counted(label, count, contacts, t('figure.of_contacts', { count: contacts }));
    }

    stillToTry() {
        const { toTry } = progressOf(this.campaign);
        const { retrying } = this.campaign.analytics.contacts_by_status;
        const note = retrying ? t('figure.retries', { count: retrying }) : '';
        return figure(t('figure.to_try'), number(toTry), note);
    }

    plots() {
        return html`<div class="plots">${this.seriesPlot()}${outcomes(this.campaign)}</div>`;
    }

    seriesPlot() {
        const { attempts } = this.campaign.analytics;
        const spans = segments({
            name: 'span',
            label: t('overview.span'),
            value: this.span,
            options: ['today', 'week', 'all'].map(value => ({ value, label: t(`overview.span.${value}`) })),
            onchange: span => go(`campaigns/${this.campaign.id}`, { ...this.query, span }, { replace: true })
        });
        const by = this.series?.by ?? 'hour';
        const actions = attempts ? spans : none;
        return section({ id: 'series', title: t(`overview.per.${by}`), actions, body: this.seriesBody(by) });
    }

    seriesBody(by) {
        const { analytics, integration_type: channel } = this.campaign;
        if (analytics.attempts === 0) {
            return nothing(t('overview.nothing_tried'));
        }
        if (!this.series) {
            return this.seriesError ? failed(this.seriesError, () => heartbeat.now(this)) : busy(4);
        }
        if (this.series.rows.length === 0) {
            return nothing(t(`overview.nothing_in.${this.span}`));
        }
        return bars({
            rows: this.series.rows,
            measures: MEASURES[channel].map(key => ({ key, tone: SERIES[key] ?? key, label: t(`measure.${key}`) })),
            caption: t(`overview.caption.${by}`, { span: t(`overview.span.${this.span}`) }),
            bucket: t(`overview.bucket.${by}`)
        });
    }

    foot() {
        const campaign = this.campaign;
        const { details } = endOf(campaign);
        return html`<p class="foot">
            ${stale(this.since, this.again)} <span>${zoneNote(campaign.timezone)}</span>
            ${details ? html`<span>${details}</span>` : none}
            ${costsOf(campaign).map(cost => html`<span>${cost}</span>`)}
        </p>`;
    }
}

/** A count with its share; the title names the whole. */
function counted(label, count, whole, base) {
    return figure(label, number(count), share(count, whole), base);
}

function figure(label, value, note, title) {
    return html`<div class="figure" title=${title || none}>
        <dt>${label}</dt>
        <dd>
            <b>${value}</b>${note ? html` <span class="muted">${note}</span>` : none}
            ${title ? html`<span class="hidden">${title}</span>` : none}
        </dd>
    </div>`;
}

customElements.define('vu-overview', Overview);

export const screen = {
    title: params => lastCampaign(params.id)?.name ?? t('tab.overview'),
    element: 'vu-overview'
};
