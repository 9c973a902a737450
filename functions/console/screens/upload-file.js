/**
 * `<vu-upload-file>`: a contact file before it is sent: its kind, its first rows and the use of each column; then its
 * transmission. Opens the upload's own page when the file has arrived.
 *
 * Properties: `campaign`; `given`, a file that the user dropped or that was sent before, or null. Event: `vu-close`.
 */
import { LitElement, go, has, html, language, none, plain, repeat, t, text } from '../core.js';
import { announce, button, busy, errorText, icon, progressBar, radios, section } from '../parts.js';
import { codes } from '../generated/codes.js';
import { look } from '../csv.js';
import { neededNames } from './needed-names.js';
import { sendFile } from './upload-send.js';

const BECOMES = ['phone_number', 'contact_name', 'context', 'id', 'override_agent_name', 'override_agent_voice_id',
    'tags', 'variable'];
const HEADS = ['column', 'becomes', 'first_rows'];
const MAX_SAMPLE = 80;
const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** 2.1 MB */
export function bytesText(bytes) {
    const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
    const style = { style: 'unit', unit: UNITS[step], unitDisplay: 'short', maximumFractionDigits: 1 };
    return new Intl.NumberFormat(language() === 'es' ? 'es-MX' : 'en-GB', style).format(bytes / 1000 ** step);
}

class UploadFile extends LitElement {
    static properties = {
        campaign: { attribute: false }, given: { attribute: false }, file: { state: true }, preview: { state: true },
        problem: { state: true }, becomes: { state: true }, ifDuplicate: { state: true }, sent: { state: true },
        failure: { state: true }, over: { state: true }, names: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            given: null, file: null, preview: null, problem: null, becomes: {}, guessed: {}, ifDuplicate: 'skip',
            sent: -1,
            failure: null, over: false, sending: null, names: []
        });
        this.ask = event => event.preventDefault();
    }

    createRenderRoot() {
        return this;
    }

    firstUpdated() {
        neededNames(this.campaign).then(names => { this.names = names; });
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.cancel();
    }

    willUpdate(changed) {
        if (changed.has('given') && this.given) {
            this.take(this.given);
        }
    }

    async take(file) {
        if (!file || this.sent >= 0) {
            return;
        }
        Object.assign(this, { file, preview: null, problem: null, failure: null });
        try {
            const preview = await look(file);
            if (file === this.file) {
                this.preview = preview;
                this.guessed = Object.fromEntries(preview.columns.map(({ index, becomes }) => [index, becomes]));
                // If several columns have phone numbers the user must choose one: none is preselected.
                this.becomes = preview.ambiguous
                    ? { ...this.guessed, ...Object.fromEntries(preview.candidates.map(index => [index, 'variable'])) }
                    : { ...this.guessed };
            }
        } catch (error) {
            if (file === this.file) {
                this.problem = error.code ? error : { code: 'NOT_TEXT' };
            }
        }
        await this.updateComplete;
        this.querySelector('.upload-head')?.focus();
    }

    // --- The mapping

    get isPhone() {
        return this.campaign.integration_type === 'phone_call';
    }

    /** The columns to send: only those that differ from the guess, because the server makes the same guess. */
    get columns() {
        const { preview, becomes, guessed } = this;
        const columns = {};
        for (const field of BECOMES.slice(0, -1)) {
            const names = preview.columns.filter(({ index }) => becomes[index] === field).map(({ name }) => name);
            const before = preview.columns.filter(({ index }) => guessed[index] === field).map(({ name }) => name);
            const differs = JSON.stringify(names) !== JSON.stringify(before)
                || (field === 'phone_number' && preview.ambiguous);
            if (differs && names.length > 0) {
                columns[field] = names.length === 1 ? names[0] : names;
            }
        }
        return Object.keys(columns).length > 0 ? columns : null;
    }

    get hasNumber() {
        return Object.values(this.becomes).includes('phone_number');
    }

    // --- Sending

    async send() {
        const sending = new AbortController();
        this.sending = sending;
        this.failure = null;
        this.sent = 0;
        addEventListener('beforeunload', this.ask);
        try {
            const { campaign, file, columns, ifDuplicate } = this;
            const id = await sendFile(campaign.id, file, {
                columns, ifDuplicate, signal: sending.signal, onProgress: bytes => { this.sent = bytes; }
            });
            announce(t('upload.sent'));
            go(`campaigns/${campaign.id}/uploads/${id}`);
        } catch (error) {
            if (!sending.signal.aborted) {
                this.failure = error;
            }
        }
        this.sent = -1;
        removeEventListener('beforeunload', this.ask);
    }

    cancel() {
        this.sending?.abort(new DOMException('Cancelled', 'AbortError'));
        this.sent = -1;
        removeEventListener('beforeunload', this.ask);
    }

    // --- Rendering

    render() {
        return html`<div class="panel upload">${this.file ? this.chosen() : this.choose()}</div>`;
    }

    choose() {
        const drop = event => {
            if (event.dataTransfer.files.length > 0) {
                event.preventDefault();
                event.stopPropagation();
                this.over = false;
                this.take(event.dataTransfer.files[0]);
            }
        };
        return html`<div class="drop ${this.over ? 'is-over' : ''}" @drop=${drop}
            @dragover=${event => { event.preventDefault(); this.over = true; }}
                @dragleave=${() => { this.over = false; }}>
            ${icon('upload')}<p><strong>${t('upload.drop')}</strong></p>
            ${this.picker(t('upload.choose'), 'is-primary')}
            <p class="hint">${t('upload.hint')}</p>
        </div>`;
    }

    picker(label, kind = '') {
        return html`<label class="button file-button ${kind}"><input type="file" class="hidden" accept=".csv,.txt,.tsv,.gz,text/csv"
            @change=${event => { this.take(event.target.files[0]); event.target.value = ''; }} /><span>${label}</span></label>`;
    }

    close() {
        Object.assign(this, { file: null, preview: null });
        this.dispatchEvent(new CustomEvent('vu-close'));
    }

    chosen() {
        const { file, preview, problem } = this;
        return section({
            id: 'upload', title: html`<span class="upload-head" tabindex="-1">${text(file.name)}</span>`,
            note: preview ? this.facts() : bytesText(file.size),
            actions: this.sent >= 0 ? none : html`${this.picker(t('upload.another'))}
                ${button({ label: t('app.close'), kind: 'quiet', icon: 'cross', onclick: () => this.close() })}`,
            body: problem ? unusable(problem) : preview ? this.columnsAndSend() : busy(4)
        });
    }

    facts() {
        const { file, preview } = this;
        const rows = preview.whole ? 'upload.rows' : preview.packed ? 'upload.rows_more' : 'upload.rows_about';
        return [
            bytesText(file.size), t('upload.between', { sign: t(`upload.sign.${DELIMITERS[preview.delimiter]}`) }),
            preview.encoding,
            t(rows, { count: preview.lines, n: preview.lines })
        ].join(' · ');
    }

    columnsAndSend() {
        const { preview, failure, sent } = this;
        return html`
            ${preview.encoding === 'windows-1252' ? html`<p class="hint">${t('upload.old_encoding')}</p>` : none}
            ${preview.exported ? html`<p class="hint">${t('upload.exported')}</p>` : none}
            ${preview.above > 0
                ? html`<p class="hint">${t('upload.above', { count: preview.above, n: preview.above })}</p>` : none}
            ${preview.ambiguous && !this.hasNumber ? this.said('upload.ambiguous') : none}
            ${!preview.ambiguous && !this.hasNumber ? this.said('upload.no_number') : none}
            ${preview.below === 0 ? this.said('upload.no_rows') : none}
            <div class="scroll">${this.table()}</div>
            ${this.missing()}
            ${radios({
                name: 'upload-duplicates', label: t('upload.duplicates'), value: this.ifDuplicate,
                options: codes.ifDuplicate.map(value => ({ value, label: t(`ifDuplicate.${value}`) })),
                onchange: value => { this.ifDuplicate = value; }
            })}
            ${failure ? html`<p class="error" role="alert">${icon('alert')}<span>${sendingError(failure)}</span></p>`
                : none}
            ${sent >= 0 ? this.progress() : html`<div class="actions">${button({
                label: preview.whole ? t('upload.send', { count: preview.lines, n: preview.lines })
                    : t(preview.packed ? 'upload.send_file' : 'upload.send_about', {
                        count: preview.lines, n: preview.lines
                    }),
                kind: 'primary', icon: 'upload', scope: 'write', disabled: !this.hasNumber || preview.below === 0,
                onclick: () => this.send()
            })}</div>`}`;
    }

    said(key) {
        return html`<div class="banner is-needs"><p>${icon('alert')}<span>${t(key)}</span></p></div>`;
    }

    table() {
        const { preview } = this;
        return html`<table class="table is-cards mapping" role="table"><caption class="hidden">${t('upload.columns')}</caption>
            <thead role="rowgroup"><tr role="row">${HEADS.map(name => html`<th role="columnheader"
                scope="col">${t(`upload.head.${name}`)}</th>`)}</tr></thead>
            <tbody role="rowgroup">${repeat(preview.columns, ({ index }) => index,
                column => this.column(column))}</tbody></table>`;
    }

    column({ index, name, becomes, samples }) {
        const { preview } = this;
        return html`<tr role="row">
                <th role="rowheader" scope="row"><span class="clip">${name ? text(name)
                    : html`<em class="muted">${t('upload.nameless')}</em>`}</span></th>
                <td role="cell">${becomes === 'dropped' ? html`<span class="muted">${t('upload.dropped')}</span>`
                    : html`<select aria-label=${t('upload.becomes_of', { column: plain(name) })}
                        ?disabled=${this.sent >= 0}
                        @change=${event => { this.becomes = { ...this.becomes, [index]: event.target.value }; }}>
                        ${BECOMES.map(value => html`<option value=${value} .selected=${this.becomes[index] === value}>
                            ${t(`upload.field.${value}`)}</option>`)}</select>`}
                    ${preview.ambiguous && preview.candidates.includes(index) && !this.hasNumber
                        ? html`<span class="chip">${t('upload.holds_numbers')}</span>` : none}
                    ${this.names.includes(name) && this.becomes[index] === 'variable'
                        ? html`<span class="muted nowrap">${t('upload.in_message')}</span>` : none}</td>
                <td role="cell" class="samples">${samples.length > 0
                    ? samples.map(value => html`<span>${text(value.slice(0, MAX_SAMPLE))}</span>`)
                    : html`<span class="muted">${t('upload.no_values')}</span>`}</td></tr>`;
    }

    /** The names that the message needs and that no column has. */
    missing() {
        const kinds = Object.values(this.becomes);
        const has = new Set(this.preview.columns.filter(({ index }) => this.becomes[index] === 'variable')
            .map(({ name }) => name));
        const own = { name: 'contact_name', contact_name: 'contact_name', context: 'context', id: 'id' };
        const missing = this.names.filter(name => {
            const lower = name.toLowerCase();
            return lower in own ? !kinds.includes(own[lower]) : !['contact', 'phone_number'].includes(lower)
                && !has.has(name);
        });
        const params = { count: missing.length, names: missing.map(plain).join(', ') };
        const said = t(this.isPhone ? 'upload.missing' : 'upload.missing_whatsapp', params);
        return missing.length > 0
            ? html`<div class="banner is-waits"><p>${icon('info')}<span>${said}</span></p></div>` : none;
    }

    progress() {
        const { file, sent } = this;
        return html`<div class="sending">
            ${progressBar(sent, file.size, t('upload.sending'))}
            <span>${t('upload.sent_of', { sent: bytesText(sent), total: bytesText(file.size) })}</span>
            ${button({ label: t('upload.cancel'), onclick: () => this.cancel() })}</div>`;
    }
}

/** Why a file cannot be used, and how to save the sheet so that it can be used. */
export function unusable({ code, kind = '' }, said = '') {
    const sentence = kind && has(`upload.kind.${kind}`) ? t(`upload.kind.${kind}`) : t(`file.${code}`);
    const mend = ['NOT_TEXT', 'NOT_CSV', 'UNKNOWN_ENCODING'].includes(code);
    return html`<div class="failed" role="alert">${icon('alert')}<div><p><strong>${sentence}</strong></p>
        ${said ? html`<p>${text(said)}</p>` : none}
        ${mend ? html`<p>${t('upload.mend_excel')}</p><p>${t('upload.mend_sheets')}</p>` : none}</div></div>`;
}

function sendingError(error) {
    return ['NETWORK', 'UPLOAD_REFUSED'].includes(error.code)
        ? t(`upload.error.${error.code}`, { status: error.status })
        : errorText(error);
}

customElements.define('vu-upload-file', UploadFile);
