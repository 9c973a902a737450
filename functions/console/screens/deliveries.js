/**
 * The results of the latest deliveries to one webhook endpoint: when each was posted, the endpoint's response, and the
 * next attempt. `<vu-deliveries .endpoint=${endpoint} .query=${query}>`; the filter and the page are in the address.
 */
import { LitElement, ago, countdown, go, has, html, instant, link, none, number, plain, t, text } from '../core.js';
import { api, heartbeat } from '../api.js';
import {
    busy, button, errorText, failed, icon, live, nothing, notify, section, segments, stateMark
} from '../parts.js';
import { OWN_ZONE } from './do-not-contact.js';
import { below, cell, pages, rowHead, table } from './table.js';

const OUTCOMES = ['failed', 'given_up', 'accepted'];
const MARKS = {
    accepted: { tone: 'over', icon: 'done' },
    failed: { tone: 'waits', icon: 'again' },
    given_up: { tone: 'needs', icon: 'alert' }
};

/** Why an event was not delivered, in words. */
export function deliveryWords(reason) {
    const [, status] = /^HTTP_(\d+)$/.exec(reason) ?? [];
    const key = status ? 'delivery.HTTP' : `delivery.${reason}`;
    return has(key) ? t(key, { k: status ?? '' }) : reason;
}

class Deliveries extends LitElement {
    static properties = {
        endpoint: { attribute: false },
        query: { attribute: false },
        page: { state: true },
        problem: { state: true },
        replayed: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { endpoint: null, query: {}, page: null, problem: null, replayed: [] });
        this.asked = null;
    }

    createRenderRoot() {
        return this;
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.asked = null;
        this.stop?.();
    }

    get outcome() {
        return OUTCOMES.includes(this.query.outcome) ? this.query.outcome : '';
    }

    willUpdate() {
        const asked = JSON.stringify([this.endpoint.id, this.outcome, this.query.cursor]);
        if (asked !== this.asked) {
            this.asked = asked;
            this.page = null;
            this.stop?.();
            this.stop = heartbeat.watch(this, {
                load: signal => this.load(signal),
                next: () => 30_000,
                failed: error => (this.problem = error)
            });
        }
    }

    async load(signal) {
        const query = { outcome: this.outcome || undefined, cursor: this.query.cursor };
        this.page = await api('listDeliveries', { path: { endpoint: this.endpoint.id }, query, signal });
        this.problem = null;
    }

    address(change) {
        return link('webhooks', { endpoint: this.endpoint.id, outcome: this.outcome, ...change });
    }

    async replay({ event_id: event }) {
        try {
            await api('replayEvent', { path: { event } });
            this.replayed = [...this.replayed, event];
            notify(t('deliveries.replayed'));
            heartbeat.soon(this);
        } catch (error) {
            notify(error.status === 404 ? t('webhooks.unknown_event') : errorText(error), 'bad');
        }
    }

    render() {
        return section({
            id: 'deliveries',
            title: t('deliveries.title', { url: plain(this.endpoint.url) }),
            actions: html`${segments({
                name: 'outcome',
                label: t('deliveries.outcome'),
                value: this.outcome,
                onchange: outcome => go('webhooks', { endpoint: this.endpoint.id, outcome }, { replace: true }),
                options: ['', ...OUTCOMES].map(value => ({ value, label: t(`deliveries.only.${value || 'all'}`) }))
            })}
            ${button({ label: t('deliveries.close'), icon: 'cross', kind: 'quiet', href: link('webhooks') })}`,
            body: this.content()
        });
    }

    content() {
        const problem = this.problem ? failed(this.problem, () => heartbeat.now(this)) : none;
        if (!this.page) {
            return this.problem ? problem : busy(4);
        }
        const { deliveries, next_cursor: next, previous_cursor: previous } = this.page;
        if (deliveries.length === 0 && !next && !previous) {
            return html`${problem}${this.empty()}`;
        }
        return html`${problem}
        ${table({
            caption: t('deliveries.title', { url: plain(this.endpoint.url) }),
            head: ['time', 'event', 'attempt', 'answer', 'next'].map(name => [name, t(`deliveries.${name}`)]),
            right: ['attempt'],
            rows: deliveries.map(delivery => this.row(delivery))
        })}
        ${pages({
            previous: previous ? this.address({ cursor: previous }) : null,
            next: next ? this.address({ cursor: next }) : null,
            note: t('deliveries.sample')
        })}`;
    }

    empty() {
        return this.outcome
            ? nothing(
                  t('deliveries.none_found'),
                  button({ label: t('activity.clear'), icon: 'cross', href: this.address({ outcome: '' }) })
              )
            : nothing(t('deliveries.none'));
    }

    row(delivery) {
        const { attempted_at: at, attempt, event_id: id, type, campaign_id: campaign } = delivery;
        const name = has(`eventType.${type}`) ? t(`eventType.${type}`) : type;
        return html`<tr role="row">
            ${rowHead(html`<span class="nowrap">${instant(at, OWN_ZONE, { seconds: true })}</span>
                ${below(live(() => ago(at)))}`)}
            ${cell(
                t('deliveries.event'),
                html`${campaign ? html`<a href=${link(`campaigns/${campaign}`)}>${name}</a>` : name}
                ${below(html`<span class="mono">${text(id)}</span>`)}`
            )}
            ${cell(t('deliveries.attempt'), number(attempt), { kind: 'number' })}
            ${cell(t('deliveries.answer'), this.answer(delivery))} ${cell(t('deliveries.next'), this.next(delivery))}
        </tr>`;
    }

    answer({ outcome, status, reason, duration_ms: milliseconds }) {
        const words = outcome === 'accepted' ? t('webhooks.accepted', { status: String(status) }) : deliveryWords(reason);
        const took = t('deliveries.took', { n: number(milliseconds) });
        return html`${stateMark({ ...MARKS[outcome], word: words })}${milliseconds > 0 ? below(took) : none}`;
    }

    next(delivery) {
        const { outcome, next_attempt_at: next, kept_until: kept, event_id: event } = delivery;
        if (outcome === 'failed') {
            return live(() =>
                Date.parse(next) > Date.now()
                    ? t('deliveries.again', { countdown: countdown(next) })
                    : html`<span class="muted">${t('deliveries.was_due')}</span>`
            );
        }
        if (outcome === 'accepted') {
            return html`<span class="muted">–</span>`;
        }
        if (this.replayed.includes(event)) {
            return html`${icon('again')} ${t('deliveries.on_its_way')}`;
        }
        return html`${t('deliveries.kept', { T: instant(kept, OWN_ZONE) })}<br />
            ${button({
                label: t('webhooks.post_again'),
                small: true,
                icon: 'again',
                scope: 'admin',
                onclick: () => this.replay(delivery)
            })}`;
    }
}
customElements.define('vu-deliveries', Deliveries);
