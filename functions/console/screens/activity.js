/** The calls or messages of a campaign, with their results and conversations. */
import { Screen, duration, go, html, instant, link, none, plain, t, text, zoneNote } from '../core.js';
import { api, heartbeat, lastCampaign } from '../api.js';
import { busy, button, campaignPage, failed, field, nothing, select, stale, stateMark } from '../parts.js';
import { codes } from '../generated/codes.js';
import {
    SAYS_ALL, conversation, errorWords, outcomeOf, outcomeOfMessage, seconds, sentimentWords
} from './conversation.js';
import { cell, pages, rowDetails, rowHead, table } from './table.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

class Activity extends Screen {
    static properties = {
        ...Screen.properties,
        campaign: { state: true },
        page: { state: true },
        problem: { state: true },
        since: { state: true }
    };

    constructor() {
        super();
        this.campaign = null;
        this.page = null;
        this.problem = null;
        this.since = null;
        this.asked = '';
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
        this.asked = '';
    }

    /** Reads again if the campaign, a filter or the page changes, but not if a row is opened. */
    willUpdate() {
        const { open, ...filters } = this.query;
        const asked = JSON.stringify([this.params.campaign, filters]);
        if (asked !== this.asked) {
            this.asked = asked;
            this.campaign = lastCampaign(this.params.campaign);
            this.page = null;
            this.problem = null;
            this.stop?.();
            this.stop = heartbeat.watch(this, {
                load: signal => this.load(filters, signal),
                failed: error => (this.problem = error)
            });
        }
    }

    async load(filters, signal) {
        const path = { campaign: this.params.campaign };
        this.campaign ??= (await api('showCampaign', { path, signal })).campaign;
        const { status, answeredBy, startDate, endDate, cursor } = filters;
        const query = { status, startDate: date(startDate), endDate: date(endDate), cursor };
        this.page = this.isPhone
            ? await api('listCalls', { path, query: { ...query, answeredBy }, signal })
            : await api('listMessages', { path, query, signal });
        this.problem = null;
        this.since = new Date().toISOString();
    }

    get isPhone() {
        return this.campaign.integration_type === 'phone_call';
    }

    get filtered() {
        const { status, answeredBy, startDate, endDate } = this.query;
        return Boolean(status || answeredBy || startDate || endDate);
    }

    /** Sets a filter and begins again with the newest entries. */
    filter(change) {
        const { cursor, open, ...kept } = this.query;
        go(`campaigns/${this.params.campaign}/activity`, { ...kept, ...change }, { replace: true });
    }

    address(change) {
        return link(`campaigns/${this.params.campaign}/activity`, { ...this.query, open: null, ...change });
    }

    render() {
        const campaign = this.campaign ?? { id: this.params.campaign };
        return campaignPage({
            campaign,
            current: 'activity',
            note: campaign.timezone ? html`${zoneNote(campaign.timezone)} ${stale(this.since)}` : none,
            actions: button({
                label: t('activity.refresh'),
                icon: 'again',
                kind: 'quiet',
                onclick: () => heartbeat.now(this)
            }),
            body: html`${this.campaign ? this.filters() : none}${this.content()}`
        });
    }

    filters() {
        const { status = '', answeredBy = '', startDate = '', endDate = '' } = this.query;
        const all = { value: '', label: t('activity.any') };
        const of = group => [all, ...unique(codes[group].map(value => ({ value, label: t(`${group}.${value}`) })))];
        const dated = (id, value) => ({
            id: `activity-${id}`,
            label: t(`activity.${id}`),
            type: 'date',
            value,
            oninput: given => (given === '' || DATE.test(given)) && this.filter({ [id]: given })
        });
        return html`<div class="filters" role="search" aria-label=${t('activity.filters')}>
            ${select({
                id: 'activity-status',
                label: t('activity.status'),
                value: status,
                options: of(this.isPhone ? 'callStatus' : 'messageStatus'),
                onchange: value => this.filter({ status: value })
            })}
            ${this.isPhone
                ? select({
                      id: 'activity-answered',
                      label: t('activity.answered_by'),
                      value: answeredBy,
                      options: of('answeredBy'),
                      onchange: value => this.filter({ answeredBy: value })
                  })
                : none}
            ${field(dated('startDate', startDate))} ${field(dated('endDate', endDate))}
            ${this.filtered ? this.clear('quiet') : none}
        </div>`;
    }

    content() {
        if (!this.page) {
            if (this.problem?.status === 400) {
                return nothing(t('activity.wrong'), this.clear());
            }
            return this.problem ? failed(this.problem, () => heartbeat.now(this)) : busy(8);
        }
        const rows = this.isPhone ? this.page.calls : this.page.messages;
        const again = this.problem ? failed(this.problem, () => heartbeat.now(this)) : none;
        if (rows.length === 0 && !this.page.has_previous && !this.page.has_next) {
            return html`${again}${this.empty()}`;
        }
        const { next_cursor: next, previous_cursor: previous } = this.page;
        return html`${again}${this.isPhone ? this.calls(rows) : this.messages(rows)}
            ${pages({
                previous: previous ? this.address({ cursor: previous }) : null,
                next: next ? this.address({ cursor: next }) : null,
                note: rows.length === 0 ? t('activity.looked') : this.total()
            })}`;
    }

    total() {
        const { total_count: count } = this.page;
        return count === null ? none : t(this.isPhone ? 'activity.count_calls' : 'activity.count_messages', { count });
    }

    clear(kind = '') {
        const path = `campaigns/${this.params.campaign}/activity`;
        return button({ label: t('activity.clear'), icon: 'cross', kind, onclick: () => go(path) });
    }

    empty() {
        return this.filtered
            ? nothing(t('activity.none_found'), this.clear())
            : nothing(t(this.isPhone ? 'activity.no_calls' : 'activity.no_messages'));
    }

    calls(rows) {
        const head = ['time', 'who', 'outcome', 'duration', 'billed', 'sentiment'];
        return this.listed(head, rows, call => this.callCells(call), conversation);
    }

    callCells(call) {
        const { converted, error, status, sentiment } = call;
        const why = error && !SAYS_ALL.includes(status);
        return html`${cell(
            t('activity.outcome'),
            html`${stateMark(outcomeOf(call))}
            ${converted ? stateMark({ tone: 'over', icon: 'star', word: t('activity.converted') }) : none}
            ${why ? html`<br /><small class="muted">${errorWords(error)}</small>` : none}`
        )}
        ${cell(t('activity.duration'), this.length(call.duration), { kind: 'number' })}
        ${cell(t('activity.billed'), this.length(call.billed_duration), { kind: 'number' })}
        ${cell(t('activity.sentiment'), sentimentWords(sentiment), { kind: sentiment ? null : 'is-empty' })}`;
    }

    /** The length of a call; "–" for a call that was not answered. */
    length(value) {
        return seconds(value) === 0 ? '–' : html`<span title=${duration(seconds(value))}>${value}</span>`;
    }

    messages(rows) {
        const head = ['time', 'who', 'outcome', 'template', 'delivered', 'read'];
        return this.listed(
            head,
            rows,
            message => this.messageCells(message),
            message => this.messageDetails(message)
        );
    }

    messageCells(message) {
        const { error } = message;
        return html`${cell(
            t('activity.outcome'),
            html`${stateMark(outcomeOfMessage(message))}
            ${error ? html`<br /><small class="muted">${errorWords(error)}</small>` : none}`
        )}
        ${cell(t('activity.template'), text(message.template))}
        ${cell(t('activity.delivered'), this.when(message.delivered_at), { kind: 'nowrap' })}
        ${cell(t('activity.read'), this.when(message.read_at), { kind: 'nowrap' })}`;
    }

    messageDetails({ sent_at: sent, error, provider_id: id }) {
        const zone = this.campaign.timezone;
        return html`<dl class="pairs">
            <dt>${t('activity.sent')}</dt>
            <dd>${sent ? instant(sent, zone, { seconds: true }) : '–'}</dd>
            ${error
                ? html`<dt>${t('activity.error')}</dt>
                      <dd>${errorWords(error)} <code>${text(error)}</code></dd>`
                : none}
            <dt>${t('activity.provider_id')}</dt>
            <dd class="mono">${id ? text(id) : '–'}</dd>
        </dl>`;
    }

    when(iso) {
        const zone = this.campaign.timezone;
        return iso
            ? html`<time datetime=${iso} title=${instant(iso, zone, { seconds: true })}>${instant(iso, zone)}</time>`
            : '–';
    }

    /** A table whose rows open; `cells` are those after the time and the person. */
    listed(head, rows, cells, details) {
        return table({
            caption: t(this.isPhone ? 'activity.calls' : 'activity.messages'),
            head: head.map(name => [name, t(`activity.${name}`)]),
            right: ['duration', 'billed'],
            actions: t('activity.details'),
            rows: rows.map(row => this.row(row, head.length + 1, cells, details))
        });
    }

    row(row, columns, cells, details) {
        const open = this.query.open === row.id;
        const id = `details-${row.id}`;
        const { contact_name: name, number_to: number } = row;
        const href = link(`campaigns/${row.campaign_id}/contacts`, { contact: row.contact_id });
        return html`<tr role="row">
                ${cell(t('activity.time'), this.when(row.created_at), { kind: 'nowrap' })}
                ${rowHead(html`<a class="row-link" href=${href}>${text(name || number)}</a>
                    ${name ? html`<br /><small class="muted">${text(number)}</small>` : none}`)}
                ${cells(row)}
                <td role="cell" class="number">
                    <button
                        class="button is-quiet is-small"
                        type="button"
                        aria-expanded=${open ? 'true' : 'false'}
                        aria-controls=${open ? id : none}
                        aria-label=${t('activity.details_of', { name: plain(name || number) })}
                        @click=${() => this.toggle(open ? null : row.id)}
                    >
                        ${t('activity.details')}
                    </button>
                </td>
            </tr>
            ${open ? rowDetails({ id, columns, content: details(row) }) : none}`;
    }

    toggle(id) {
        go(`campaigns/${this.params.campaign}/activity`, { ...this.query, open: id }, { replace: true });
    }
}
customElements.define('vu-activity', Activity);

function date(value) {
    return value && DATE.test(value) ? value : null;
}

/** Codes with the same words (queued and created) are distinguished by the code. */
function unique(options) {
    const seen = new Map();
    options.forEach(({ label }) => seen.set(label, (seen.get(label) ?? 0) + 1));
    return options.map(({ value, label }) => ({ value, label: seen.get(label) > 1 ? `${label} (${value})` : label }));
}

export const screen = { title: () => t('tab.activity'), element: 'vu-activity' };
