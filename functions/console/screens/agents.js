/** Agents with their lines; the form of an agent; a new agent; a new line. */
import { Screen, draft, go, html, none, number, plain, reasonWords, t, text, link } from '../core.js';
import { api, heartbeat, newKey, session } from '../api.js';
import {
    busy, button, errorSummary, errorText, failed, field, fieldErrors, focusSummary, icon, menu, nothing, notify, page,
    pager, section, stateMark
} from '../parts.js';
import './line-form.js';
import { remove } from './removal.js';
import { below, cell, commas, rowHead, table } from './table.js';

const MAX_LINES = 100;
const names = new Map();

/** The agent's name in the title of the page. */
export function agentName(id) {
    return names.get(id) ?? t('nav.lines');
}

/** Names, one per line or separated by commas. */
const listed = typed => [
    ...new Set(
        typed
            .split(/[\n,]+/)
            .map(one => one.trim())
            .filter(Boolean)
    )
];

class Agents extends Screen {
    static properties = {
        ...Screen.properties,
        agents: { state: true },
        lines: { state: true },
        stopped: { state: true },
        problem: { state: true },
        form: { state: true },
        errors: { state: true },
        saving: { state: true },
        adding: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            agents: null,
            lines: [],
            stopped: new Map(),
            problem: null,
            form: null,
            errors: [],
            saving: false,
            adding: false
        });
        this.asked = null;
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    willUpdate() {
        const asked = `${this.params.agent ?? ''} ${this.query.cursor ?? ''}`;
        if (asked !== this.asked) {
            this.asked = asked;
            this.agents = null;
            this.stop?.();
            this.stop = heartbeat.watch(this, {
                load: signal => this.load(signal),
                failed: error => (this.problem = error)
            });
        }
    }

    async load(signal) {
        const { agent } = this.params;
        if (agent) {
            const shown = (await api('showAgent', { path: { agent }, signal })).agent;
            names.set(agent, shown.name);
            window.dispatchEvent(new CustomEvent('vu-title'));
            this.lines = (
                await api('listIntegrations', { path: { agent }, query: { limit: MAX_LINES }, signal })
            ).integrations;
            this.agents = { agents: [shown] };
            this.form ??= this.typedOf(shown);
        } else {
            const found = await api('listAgents', { query: { cursor: this.query.cursor }, signal });
            this.all = await api('listAllIntegrations', { query: { limit: MAX_LINES }, signal });
            this.lines = this.all.integrations;
            this.agents = found;
            this.form ??= this.draftOf('agent.new').get();
        }
        this.problem = null;
        await this.findTrouble(signal);
    }

    /** Reads the errors of lines. The API shows a line's error only in campaigns that wait for it. */
    async findTrouble(signal) {
        const { campaigns } = await api('listCampaigns', { query: { status: 'active', limit: 100 }, signal });
        this.stopped = new Map(
            campaigns
                .filter(({ waiting }) => waiting?.reason === 'line_error')
                .map(({ integration, waiting }) => [
                    integration.id,
                    reasonWords(waiting.code) ?? waiting.message ?? waiting.code
                ])
        );
    }

    draftOf(name) {
        this.draft = draft(name);
        return this.draft;
    }

    typedOf(agent) {
        this.base = agent;
        const typed = {
            name: agent.name,
            tags: agent.tags.join('\n'),
            extractable_fields: agent.extractable_fields.join('\n'),
            voices: agent.voices.join('\n')
        };
        return this.draftOf(`agent.${agent.id}`).get() ?? typed;
    }

    render() {
        const { agent } = this.params;
        const [shown] = agent ? (this.agents?.agents ?? []) : [];
        return page({
            title: agent ? (shown ? text(shown.name) : '…') : t('nav.lines'),
            crumbs: agent ? [{ href: link('agents'), label: t('nav.lines') }] : [],
            actions: agent ? this.agentActions(shown) : this.listActions(),
            body: this.agents
                ? agent
                    ? this.one(shown)
                    : this.list()
                : this.problem
                  ? failed(this.problem, () => heartbeat.now(this))
                  : busy(5)
        });
    }

    listActions() {
        return button({
            label: t('agents.new'),
            icon: 'plus',
            kind: 'primary',
            scope: 'write',
            onclick: () => this.change({ name: '', tags: '', extractable_fields: '', voices: '', ...this.form })
        });
    }

    agentActions(agent) {
        return agent
            ? menu({
                  label: t('part.more'),
                  icon: 'more',
                  kind: 'quiet',
                  hideLabel: true,
                  scope: 'write',
                  items: [
                      {
                          label: t('agents.delete'),
                          danger: true,
                          onclick: () =>
                              remove({
                                  operation: 'deleteAgent',
                                  path: { agent: agent.id },
                                  title: t('agents.delete_title', { name: plain(agent.name) }),
                                  sentence: t('agents.delete_text'),
                                  confirm: t('agents.delete'),
                                  then: () => go('agents')
                              })
                      }
                  ]
              })
            : none;
    }

    list() {
        const { agents, next_cursor: next, previous_cursor: previous } = this.agents;
        return html`${this.problem ? failed(this.problem, () => heartbeat.now(this)) : none}
            ${this.form ? section({ id: 'new-agent', title: t('agents.new'), body: this.agentForm(null) }) : none}
            ${agents.length === 0 && !this.form ? nothing(t('agents.none')) : none}
            ${agents.map(agent => this.agentBlock(agent))}
            ${this.all?.has_next ? html`<p class="muted">${t('lines.first', { n: MAX_LINES })}</p>` : none}
            ${next || previous
                ? pager({
                      newer: previous ? link('agents', { cursor: previous }) : null,
                      older: next ? link('agents', { cursor: next }) : null
                  })
                : none}`;
    }

    /** One agent. It is not a landmark, because agents may have the same name. */
    agentBlock(agent) {
        const add = { href: link(`agents/${agent.id}`, { add: 'line' }), icon: 'plus', kind: 'quiet', scope: 'write' };
        return html`<div class="section">
            <div class="section-head">
                <h2><a class="row-link" href=${link(`agents/${agent.id}`)}>${text(agent.name)}</a></h2>
                <span class="muted">${this.counts(agent)}</span>
                <div class="actions">${button({ label: t('agents.add_line'), ...add })}</div>
            </div>
            ${this.lineTable(this.lines.filter(line => line.agent_id === agent.id))}
        </div>`;
    }

    counts({ tags, extractable_fields: fields, voices }) {
        return [
            t('agents.count_tags', { count: tags.length }),
            t('agents.count_fields', { count: fields.length }),
            t('agents.count_voices', { count: voices.length })
        ].join(' · ');
    }

    lineTable(lines) {
        if (lines.length === 0) {
            return html`<p class="muted">${t('lines.none')}</p>`;
        }
        return table({
            caption: t('lines.lines'),
            head: ['line', 'provider', 'rate', 'max_concurrent', 'state'].map(name => [name, t(`lines.${name}`)]),
            right: ['rate', 'max_concurrent'],
            rows: lines.map(line => this.lineRow(line))
        });
    }

    lineRow(line) {
        const { label, number: own, provider, rate_per_second: rate, max_concurrent: max } = line;
        const shape = icon(line.integration_type === 'whatsapp' ? 'whatsapp' : 'phone');
        const trouble = this.stopped.get(line.id);
        const href = link(`lines/${line.id}`);
        return html`<tr role="row">
            ${rowHead(html`<a class="row-link" href=${href}>${text(label ?? own)}</a>${label ? below(text(own)) : none}`)}
            ${cell(t('lines.provider'), html`${shape} ${t(`provider.${provider}`)}`)}
            ${cell(t('lines.rate'), t('lines.per_second', { n: String(rate) }), { kind: 'number' })}
            ${cell(t('lines.max_concurrent'), max === null ? '–' : number(max), { kind: 'number' })}
            ${cell(t('lines.state'), html`${stateMark(this.health(line))}${trouble ? below(trouble) : none}`)}
        </tr>`;
    }

    health({ id, rate_per_second: rate, rate_per_second_now: now }) {
        if (this.stopped.has(id)) {
            return { tone: 'needs', icon: 'alert', word: t('state.line_error') };
        }
        return now < rate
            ? { tone: 'waits', icon: 'wait', word: t('lines.slowed', { n: String(now) }) }
            : { tone: 'idle', icon: 'ready', word: t('lines.no_trouble') };
    }

    one(agent) {
        const adding = this.query.add === 'line' && session.may('write');
        const done = line => go(line ? `lines/${line.id}` : `agents/${agent.id}`);
        return html`${this.problem ? failed(this.problem, () => heartbeat.now(this)) : none}
            ${section({
                id: 'lines',
                title: t('lines.lines'),
                actions: adding
                    ? none
                    : button({
                          label: t('agents.add_line'),
                          icon: 'plus',
                          scope: 'write',
                          href: link(`agents/${agent.id}`, { add: 'line' })
                      }),
                body: html`${this.lineTable(this.lines)}
                    ${adding ? html`<vu-line-form .agent=${agent} .done=${done}></vu-line-form>` : none}`
            })}
            ${section({
                id: 'agent',
                title: t('agents.what'),
                body: session.may('write') ? this.agentForm(agent) : this.facts(agent)
            })}`;
    }

    facts(agent) {
        const words = list => (list.length === 0 ? '–' : commas(list.map(one => text(one))));
        const fact = name =>
            html`<dt>${t(`agents.${name}`)}</dt>
                <dd>${words(agent[name])}</dd>`;
        return html`<dl class="pairs">${['tags', 'extractable_fields', 'voices'].map(fact)}</dl>`;
    }

    change(change) {
        this.form = { ...this.form, ...change };
        this.draft.set({ ...this.form, key: this.draft.get()?.key ?? newKey() });
    }

    agentForm(agent) {
        const error = name => this.errors.find(({ id }) => id === `agent-${name}`)?.message;
        const list = name =>
            field({
                id: `agent-${name}`,
                label: t(`agents.${name}`),
                hint: t(`agents.${name}_hint`),
                rows: 4,
                value: this.form[name],
                error: error(name),
                optional: true,
                oninput: value => this.change({ [name]: value })
            });
        return html`<form class="panel stack" @submit=${event => this.save(event, agent)} novalidate>
            ${errorSummary(this.errors)}
            ${field({
                id: 'agent-name',
                label: t('agents.name'),
                value: this.form.name,
                maxlength: 255,
                required: true,
                error: error('name'),
                oninput: name => this.change({ name })
            })}
            <div class="inputs">${list('tags')} ${list('extractable_fields')} ${list('voices')}</div>
            <div class="actions">
                ${button({
                    label: t(agent ? 'agents.save' : 'agents.create'),
                    kind: 'primary',
                    type: 'submit',
                    busy: this.saving
                })}
                ${agent
                    ? this.discard(agent)
                    : button({ label: t('part.cancel'), kind: 'quiet', onclick: () => this.give() })}
            </div>
        </form>`;
    }

    /** Discards a stored draft and shows the API's data. */
    discard(agent) {
        const give = () => {
            this.draft.drop();
            this.errors = [];
            this.form = this.typedOf(agent);
        };
        return this.draft.get() ? button({ label: t('agents.discard'), kind: 'quiet', onclick: give }) : none;
    }

    give() {
        this.draft.drop();
        this.form = null;
        this.errors = [];
    }

    async save(event, agent) {
        event.preventDefault();
        if (this.saving) {
            return;
        }
        const { name } = this.form;
        const body = {
            name: name.trim(),
            tags: listed(this.form.tags),
            extractable_fields: listed(this.form.extractable_fields),
            voices: listed(this.form.voices)
        };
        this.errors = body.name === '' ? [{ id: 'agent-name', message: t('agents.no_name') }] : [];
        if (this.errors.length === 0) {
            this.saving = true;
            try {
                await this.send(agent, body);
            } catch (error) {
                const found = Object.entries(fieldErrors(error)).map(([of, message]) => ({
                    id: `agent-${of.split(/[.[]/)[0]}`,
                    message
                }));
                this.errors = found.length > 0 ? found : [{ id: null, message: errorText(error) }];
            } finally {
                this.saving = false;
            }
        }
        if (this.errors.length > 0) {
            await this.updateComplete;
            focusSummary(this);
        }
    }

    async send(agent, body) {
        if (!agent) {
            const made = (await api('createAgent', { body, key: this.draft.get()?.key ?? newKey() })).agent;
            this.give();
            go(`agents/${made.id}`, { add: 'line' });
            return;
        }
        const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
        const changed = Object.fromEntries(
            Object.entries(body).filter(([name, value]) => !same(value, this.base[name]))
        );
        if (Object.keys(changed).length > 0) {
            const answer = (await api('changeAgent', { path: { agent: agent.id }, body: changed })).agent;
            this.agents = { agents: [answer] };
            this.draft.drop();
            this.form = this.typedOf(answer);
        }
        notify(t('agents.saved'));
    }
}
customElements.define('vu-agents', Agents);
