/** One line: is it healthy, which campaigns are on it, its templates; change, test and delete it. */
import { Screen, go, html, instant, link, none, number, plain, reasonWords, stateOf, t, text, money } from '../core.js';
import { api, heartbeat, session } from '../api.js';
import { busy, button, errorText, failed, icon, live, menu, page, pager, section, stateMark } from '../parts.js';
import { remove } from './agents.js';
import { OWN_ZONE } from './do-not-contact.js';
import './line-form.js';
import './line-test.js';

const names = new Map();

/** What a line is called in the title of the page. */
export function lineName(id) {
    return names.get(id) ?? t('lines.line');
}

const TEMPLATE_MARKS = {
    APPROVED: { tone: 'over', icon: 'done' }, PENDING: { tone: 'waits', icon: 'wait' }, IN_APPEAL: { tone: 'waits', icon: 'wait' },
    REJECTED: { tone: 'needs', icon: 'alert' }, PAUSED: { tone: 'needs', icon: 'alert' }, DISABLED: { tone: 'needs', icon: 'alert' }
};
const TEMPLATE_STATUSES = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL', 'LIMIT_EXCEEDED', 'PENDING_DELETION', 'DELETED'];
const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION', 'SERVICE'];

class Line extends Screen {
    static properties = {
        ...Screen.properties,
        line: { state: true },
        agent: { state: true },
        campaigns: { state: true },
        templates: { state: true },
        templateProblem: { state: true },
        problem: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { line: null, agent: null, campaigns: null, templates: null, templateProblem: null, problem: null });
    }

    connectedCallback() {
        super.connectedCallback();
        this.stop = heartbeat.watch(this, {
            load: signal => this.load(signal),
            next: () => 60_000,
            failed: error => (this.problem = error)
        });
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop();
    }

    async load(signal) {
        const path = { integration: this.params.line };
        this.line = (await api('showIntegrationById', { path, signal })).integration;
        names.set(this.line.id, plain(this.line.label ?? this.line.number));
        window.dispatchEvent(new CustomEvent('vu-title'));
        this.problem = null;
        this.campaigns = (await api('listCampaigns', { query: { integration: this.line.id, limit: 20 }, signal })).campaigns;
        this.agent ??= (await api('showAgent', { path: { agent: this.line.agent_id }, signal })).agent;
        if (this.isWhatsApp && !this.templates) {
            await this.readTemplates(null, signal);
        }
    }

    async readTemplates(cursor, signal) {
        try {
            const found = await api('listTemplates', { path: { integration: this.params.line }, query: { limit: 50, cursor }, signal });
            const before = cursor ? this.templates.templates : [];
            this.templates = { ...found, templates: [...before, ...found.templates] };
            this.templateProblem = null;
        } catch (error) {
            this.templateProblem = error;
        }
    }

    get isWhatsApp() {
        return this.line.integration_type === 'whatsapp';
    }

    /** What holds the line up: told by the campaigns that wait for it. */
    get trouble() {
        return this.campaigns?.find(({ waiting }) => waiting?.reason === 'line_error') ?? null;
    }

    render() {
        const { line } = this;
        return page({
            title: line ? text(line.label ?? line.number) : '…',
            crumbs: [
                { href: link('agents'), label: t('nav.lines') },
                ...(this.agent ? [{ href: link(`agents/${this.agent.id}`), label: text(this.agent.name) }] : [])
            ],
            actions: line ? this.actions() : none,
            body: line ? this.body() : this.problem ? failed(this.problem, () => heartbeat.now(this)) : busy(6)
        });
    }

    actions() {
        const toggled = (name, label, shape) => button({
            label: t(label), icon: shape, scope: 'write', pressed: this.query.do === name ? 'true' : 'false',
            onclick: () => go(`lines/${this.line.id}`, { do: this.query.do === name ? null : name }, { replace: true })
        });
        return html`${toggled('test', this.isWhatsApp ? 'lines.test_message' : 'lines.test_call', 'play')} ${toggled('edit', 'lines.edit', 'edit')}
            ${menu({ label: t('part.more'), icon: 'more', kind: 'quiet', hideLabel: true, scope: 'write', items: [{
                label: t('lines.delete'), danger: true,
                onclick: () => remove({
                    operation: 'deleteIntegration', path: { integration: this.line.id }, title: t('lines.delete_title', { number: plain(this.line.label ?? this.line.number) }),
                    sentence: t('lines.delete_text'), confirm: t('lines.delete'), then: () => go('agents')
                })
            }] })}`;
    }

    body() {
        const may = session.may('write');
        return html`${this.problem ? failed(this.problem, () => heartbeat.now(this)) : none}${this.banner()}
            ${this.query.do === 'test' && may ? section({ id: 'test', title: t(this.isWhatsApp ? 'lines.test_message' : 'lines.test_call'), body: html`<vu-line-test .line=${this.line}></vu-line-test>` }) : none}
            ${this.query.do === 'edit' && may ? section({ id: 'edit', title: t('lines.edit'), body: html`<vu-line-form .line=${this.line} .done=${line => this.edited(line)}></vu-line-form>` }) : none}
            ${this.facts()}
            ${section({ id: 'campaigns', title: t('lines.campaigns'), body: this.campaigns ? this.campaignTable() : busy(2) })}
            ${this.isWhatsApp ? section({ id: 'templates', title: t('lines.templates'), note: t('lines.templates_note'), body: this.templateList() }) : none}`;
    }

    edited(line) {
        this.line = line ?? this.line;
        go(`lines/${this.line.id}`, {}, { replace: true });
    }

    banner() {
        const { waiting } = this.trouble ?? {};
        if (waiting) {
            const why = reasonWords(waiting.code) ?? waiting.message ?? waiting.code;
            return html`<div class="banner is-needs"><p>${icon('alert')}<span>${t('lines.out_of_order', { why })}</span></p></div>`;
        }
        const { rate_per_second: rate, rate_per_second_now: now } = this.line;
        return now < rate
            ? html`<div class="banner is-waits"><p>${icon('wait')}<span>${t('lines.slowed_text', { now, rate })}</span></p></div>`
            : none;
    }

    facts() {
        const { line } = this;
        const fact = (name, value) => html`<dt>${t(`lines.${name}`)}</dt><dd>${value}</dd>`;
        return html`<dl class="pairs">
            ${fact('number', text(line.number))}
            ${fact('provider', html`${icon(this.isWhatsApp ? 'whatsapp' : 'phone')} ${t(`lines.provider.${line.provider}`)}`)}
            ${fact('rate', html`${t('lines.per_second', { n: line.rate_per_second })} <span class="muted">${t('lines.now', { n: line.rate_per_second_now })}</span>`)}
            ${this.isWhatsApp ? none : fact('max_concurrent', line.max_concurrent === null ? t('lines.no_limit') : number(line.max_concurrent))}
            ${fact('secret', html`<code>${text(line.secret)}</code>`)}
            ${line.voice_url ? fact('voice_url', html`<code>${text(line.voice_url)}</code>`) : none}
            ${this.isWhatsApp ? none : fact('record_calls', t(line.record_calls ? 'exports.yes' : 'exports.no'))}
            ${line.voice || line.language ? fact('voice', [line.voice, line.language].filter(Boolean).map(plain).join(', ')) : none}
            ${fact('price', this.price())}
            ${fact('created', instant(line.created_at, OWN_ZONE))}
        </dl>`;
    }

    price() {
        const { price } = this.line;
        if (!price) {
            return html`<span class="muted">${t('lines.no_price')}</span>`;
        }
        const cost = (value, name) => `${money(value, price.currency)} ${t(`lines.price.${name}`)}`;
        const each = Object.entries(price.per_message ?? {}).map(([name, value]) => cost(value, name));
        const parts = [...(price.per_minute ? [cost(price.per_minute, 'minute')] : []), ...(price.per_attempt ? [cost(price.per_attempt, 'attempt')] : []), ...each];
        return parts.length > 0 ? parts.join(' · ') : money(0, price.currency);
    }

    campaignTable() {
        if (this.campaigns.length === 0) {
            return html`<p class="muted">${t('lines.no_campaigns')}</p>`;
        }
        return html`<div class="scroll"><table class="table is-cards" role="table">
            <caption class="hidden">${t('lines.campaigns')}</caption>
            <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">${t('people.campaign')}</th><th scope="col" role="columnheader">${t('lines.state')}</th></tr></thead>
            <tbody role="rowgroup">${this.campaigns.map(campaign => html`<tr role="row">
                <th role="rowheader" scope="row"><a class="row-link" href=${link(`campaigns/${campaign.id}`)}>${text(campaign.name)}</a></th>
                <td role="cell" data-label=${t('lines.state')}>${live(() => html`${stateMark(stateOf(campaign))}<br /><small class="muted">${stateOf(campaign).sentence}</small>`)}</td>
            </tr>`)}</tbody>
        </table></div>`;
    }

    templateList() {
        if (this.templateProblem) {
            return html`<div class="failed" role="alert">${icon('alert')}<div><p>${errorText(this.templateProblem)}</p>
                ${button({ label: t('part.retry'), icon: 'again', onclick: () => this.readTemplates(null) })}</div></div>`;
        }
        if (!this.templates) {
            return busy(3);
        }
        const { templates, next_cursor: next } = this.templates;
        if (templates.length === 0) {
            return html`<p class="muted">${t('lines.no_templates')}</p>`;
        }
        return html`<div class="scroll"><table class="table is-cards" role="table">
            <caption class="hidden">${t('lines.templates')}</caption>
            <thead role="rowgroup"><tr role="row">
                ${['template', 'status', 'category', 'body'].map(name => html`<th scope="col" role="columnheader">${t(`lines.template.${name}`)}</th>`)}
            </tr></thead>
            <tbody role="rowgroup">${templates.map(template => this.templateRow(template))}</tbody>
        </table></div>
        ${next ? pager({ older: () => this.readTemplates(next), newer: null }) : none}`;
    }

    templateRow({ name, language, status, category, header, body, footer, parameters, buttons, unsupported }) {
        const known = TEMPLATE_STATUSES.includes(status);
        const mark = TEMPLATE_MARKS[status] ?? { tone: 'idle', icon: 'draft' };
        return html`<tr role="row">
            <th role="rowheader" scope="row">${text(name)}<br /><small class="muted">${text(language)}</small></th>
            <td role="cell" data-label=${t('lines.template.status')}>${stateMark({ ...mark, word: known ? t(`template_status.${status}`) : plain(status) })}
                ${unsupported.length > 0 ? html`<br /><small class="muted">${t('lines.unsupported', { what: plain(unsupported.join(', ')) })}</small>` : none}</td>
            <td role="cell" data-label=${t('lines.template.category')}>${CATEGORIES.includes(category) ? t(`template_category.${category}`) : text(category)}</td>
            <td role="cell" data-label=${t('lines.template.body')}><div class="template">
                ${header ? html`<p><strong>${header.text ? text(header.text) : t('lines.header', { format: plain(header.format) })}</strong></p>` : none}
                <p class="prose">${text(body)}</p>${footer ? html`<p class="muted">${text(footer)}</p>` : none}
                ${buttons.length > 0 ? html`<p class="row">${buttons.map(one => html`<span class="chip" title=${one.target ? plain(one.target) : none}>${text(one.text)}</span>`)}</p>` : none}
                ${parameters.length > 0 ? html`<small class="muted">${t('lines.parameters', { names: plain(parameters.join(', ')) })}</small>` : none}
            </div></td>
        </tr>`;
    }
}
customElements.define('vu-line', Line);
