/** The do-not-contact list: its entries, find a number, add numbers or a file, remove an entry. */
import { Screen, go, html, link, none, number, plain, t, text } from '../core.js';
import { api, heartbeat, newKey, session } from '../api.js';
import { busy, button, errorText, failed, field, icon, nothing, page, section, select, segments } from '../parts.js';
import { countries, entryTable } from './do-not-contact.js';
import { cell, commas, pages, table } from './table.js';

const MAX_FILE_BYTES = 1024 * 1024;

class Lists extends Screen {
    static properties = {
        ...Screen.properties,
        page: { state: true },
        problem: { state: true },
        typed: { state: true },
        way: { state: true },
        region: { state: true },
        file: { state: true },
        fileError: { state: true },
        sending: { state: true },
        report: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { page: null, problem: null, typed: null, way: 'numbers', region: 'MX' });
        Object.assign(this, { file: null, fileError: '', sending: false, report: null });
        this.asked = null;
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop?.();
    }

    willUpdate() {
        const { number: found = '', cursor = '' } = this.query;
        const asked = JSON.stringify([found, cursor]);
        if (asked !== this.asked) {
            this.asked = asked;
            this.typed = found;
            this.page = null;
            this.problem = null;
            this.stop?.();
            this.stop = heartbeat.watch(this, {
                load: signal => this.load(found, cursor, signal),
                failed: error => (this.problem = error)
            });
        }
    }

    async load(found, cursor, signal) {
        this.page = found
            ? await api('showNumber', { path: { number: found }, signal })
            : await api('listNumbers', { query: { cursor }, signal });
        this.problem = null;
    }

    find(event) {
        event.preventDefault();
        go('lists', { ...this.query, number: this.typed.trim(), cursor: null });
    }

    render() {
        return page({
            title: t('nav.lists'),
            note: t('lists.note'),
            actions: button({
                label: t('lists.add'),
                icon: 'plus',
                kind: 'primary',
                scope: 'write',
                pressed: this.opened ? 'true' : 'false',
                onclick: () => go('lists', { ...this.query, do: this.opened ? null : 'add' }, { replace: true })
            }),
            body: html`${this.opened && session.may('write') ? this.adding() : none}
                ${section({ id: 'entries', title: t('dnc.entries'), body: html`${this.finder()}${this.entries()}` })}`
        });
    }

    get opened() {
        return this.query.do === 'add';
    }

    adding() {
        const add =
            this.way === 'numbers'
                ? html`<vu-add-numbers .added=${() => heartbeat.now(this)}></vu-add-numbers>`
                : this.fileForm();
        return section({
            id: 'add',
            title: t('lists.add'),
            actions: segments({
                name: 'way',
                label: t('lists.way'),
                value: this.way,
                onchange: value => (this.way = value),
                options: ['numbers', 'file'].map(value => ({ value, label: t(`lists.way.${value}`) }))
            }),
            body: add
        });
    }

    fileForm() {
        const wrong = this.fileError;
        return html`<form class="panel stack" @submit=${this.send} novalidate>
            <p class="note">${t('lists.file_note')}</p>
            <div class="inputs">
                <div class="field ${wrong ? 'has-error' : ''}">
                    <label for="dnc-file">${t('lists.file')}</label>
                    <input
                        id="dnc-file"
                        type="file"
                        accept=".csv,.txt,text/csv"
                        aria-describedby=${wrong ? 'dnc-file-error' : none}
                        aria-invalid=${wrong ? 'true' : none}
                        @change=${event => this.choose(event.target.files[0] ?? null)}
                    />
                    ${wrong
                        ? html`<p class="error" id="dnc-file-error" role="alert">${icon('alert')}<span>${wrong}</span></p>`
                        : none}
                </div>
                ${select({
                    id: 'dnc-file-region',
                    label: t('dnc.region'),
                    value: this.region,
                    options: countries(),
                    onchange: value => (this.region = value)
                })}
            </div>
            <div class="actions">
                ${button({
                    label: t('lists.send'),
                    kind: 'primary',
                    icon: 'upload',
                    type: 'submit',
                    busy: this.sending
                })}
            </div>
            ${this.report ? this.reported() : none}
        </form>`;
    }

    choose(file) {
        this.file = file;
        this.key = newKey();
        this.report = null;
        this.fileError = file && file.size > MAX_FILE_BYTES ? t('lists.file_large') : '';
    }

    async send(event) {
        event.preventDefault();
        if (this.sending || this.fileError) {
            return;
        }
        if (!this.file) {
            this.fileError = t('lists.file_missing');
            return;
        }
        this.sending = true;
        try {
            // API Gateway preserves the bytes of this type; a file in text/csv would have to be in UTF-8.
            const body = new Blob([this.file], { type: 'application/octet-stream' });
            this.report = await api('addNumbers', { body, query: { region: this.region }, key: this.key });
            heartbeat.now(this);
        } catch (error) {
            this.fileError = errorText(error);
        } finally {
            this.sending = false;
        }
    }

    reported() {
        const { summary, problems, ignored_columns: ignored } = this.report;
        const { added, repaired, failed: refused } = summary;
        return html`<div class="stack" role="status">
            <p><strong>${t('lists.report', { added, repaired, failed: refused })}</strong></p>
            ${ignored.length > 0
                ? html`<p class="note">${t('lists.ignored')} ${commas(ignored.map(name => text(name)))}</p>`
                : none}
            ${problems.length > 0 ? this.problems(problems) : none}
        </div>`;
    }

    problems(problems) {
        return html`<h3>${t('lists.problems')}</h3>
            ${table({
                caption: t('lists.problems'),
                head: ['line', 'column', 'value', 'what'].map(name => [name, t(`lists.${name}`)]),
                right: ['line'],
                rows: problems.map(({ line, column, value, reason, action }) => {
                    const what = html`${t(`problem.${reason}`)} <span class="muted">${t(`rowAction.${action}`)}</span>`;
                    return html`<tr role="row">
                        ${cell(t('lists.line'), number(line), { kind: 'number' })}
                        ${cell(t('lists.column'), text(column))}${cell(t('lists.value'), text(value))}
                        ${cell(t('lists.what'), what)}
                    </tr>`;
                })
            })}`;
    }

    finder() {
        return html`<form class="inputs" role="search" @submit=${this.find}>
            ${field({
                id: 'dnc-find',
                label: t('lists.find'),
                type: 'search',
                value: this.typed,
                inputmode: 'tel',
                oninput: value => (this.typed = value)
            })}
            ${button({ label: t('lists.look'), type: 'submit', icon: 'search' })}
            ${this.query.number ? button({ label: t('lists.all'), href: link('lists'), kind: 'quiet' }) : none}
        </form>`;
    }

    entries() {
        if (!this.page) {
            return this.problem ? this.notFound() : busy(6);
        }
        const {
            entries,
            next_cursor: next = null,
            previous_cursor: previous = null,
            total_count: total = null
        } = this.page;
        if (entries.length === 0) {
            return this.query.number
                ? nothing(t('lists.none_of', { number: plain(this.query.number) }))
                : nothing(t('lists.empty'));
        }
        return html`${this.problem ? failed(this.problem, () => heartbeat.now(this)) : none}
            ${entryTable({ entries, removed: () => heartbeat.now(this) })}
            ${this.query.number
                ? none
                : pages({
                      previous: previous ? link('lists', { cursor: previous }) : null,
                      next: next ? link('lists', { cursor: next }) : null,
                      note: total === null ? none : t('lists.total', { count: total })
                  })}`;
    }

    /** The text for an invalid number, or a number without entries: this is not an error. */
    notFound() {
        if (this.problem.status === 404) {
            return nothing(t('lists.none_of', { number: plain(this.query.number) }));
        }
        return this.problem.status === 400
            ? nothing(t('lists.not_a_number', { number: plain(this.query.number) }))
            : failed(this.problem, () => heartbeat.now(this));
    }
}
customElements.define('vu-lists', Lists);

export const screen = { title: () => t('nav.lists'), element: 'vu-lists' };
