/**
 * The upload of a contact file: its progress, then the report with reasons, and the actions after a file that failed.
 */
import { api, heartbeat, lastCampaign } from '../api.js';
import { Screen, has, html, link, none, number, t, text } from '../core.js';
import {
    announce, busy, button, campaignPage, failed, icon, progressBar, section, stale, stateMark
} from '../parts.js';
import { unusable } from './upload-file.js';
import { sentFiles } from './upload-send.js';

const STATES = {
    waiting: { tone: 'waits', icon: 'wait' },
    reading: { tone: 'working', icon: 'run' },
    loading: { tone: 'working', icon: 'run' },
    done: { tone: 'over', icon: 'done' },
    failed: { tone: 'needs', icon: 'alert' }
};
const OF_COLUMNS = ['AMBIGUOUS_PHONE_COLUMN', 'NO_PHONE_COLUMN', 'UNKNOWN_COLUMN'];
const OLD_MS = 60_000;
const EXPIRES_MS = 30_000;

class Upload extends Screen {
    static properties = {
        ...Screen.properties,
        campaign: { state: true }, upload: { state: true }, since: { state: true }, stalled: { state: true },
        failure: { state: true }, again: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, {
            campaign: null, upload: null, since: null, stalled: null, failure: null, again: null, begun: Date.now(),
            pause: 500,
            stop: () => {}
        });
    }

    connectedCallback() {
        super.connectedCallback();
        this.campaign = lastCampaign(this.params.id);
        this.stop = heartbeat.watch(this, {
            load: signal => this.load(signal),
            next: () => this.next(),
            failed: (error, again) => {
                this.stalled = again;
                this.failure = this.upload ? null : error;
                if (error.status === 404) {
                    this.stop();
                }
            }
        });
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.stop();
    }

    async load(signal) {
        const path = { campaign: this.params.id, upload: this.params.upload };
        const ended = this.ended;
        const { upload } = await api('showUpload', { path, signal });
        const isOver = ['done', 'failed'].includes(upload.status);
        // A loaded file may have made the campaign ready.
        const campaign = this.campaign && isOver === ended
            ? this.campaign : (await api('showCampaign', { path, signal })).campaign;
        Object.assign(this, { upload, campaign, stalled: null, failure: null, since: new Date().toISOString() });
        if (this.ended && !ended && this.pause > 1000) {
            announce(t(`upload.said.${upload.status}`, this.counts));
        }
    }

    get ended() {
        return ['done', 'failed'].includes(this.upload?.status);
    }

    /** The pause before the next read: 1, 2, 4, 8, then 10 seconds; after the end only the links are renewed. */
    next() {
        if (this.ended) {
            const left = Date.parse(this.upload.report_expires_at ?? '') - Date.now() - EXPIRES_MS;
            return this.upload.report_url ? Math.max(10_000, left) : Infinity;
        }
        this.pause = Math.min(10_000, this.pause * 2);
        return this.pause;
    }

    get counts() {
        const { rows, accepted, duplicates, refused, repaired, updated } = this.upload;
        return { rows, accepted, duplicates, refused, repaired, updated, count: rows };
    }

    // --- Rendering

    render() {
        const campaign = this.campaign ?? { id: this.params.id };
        return campaignPage({
            campaign, current: 'contacts',
            body: this.upload ? this.report() : this.failure ? failed(this.failure, () => heartbeat.now(this)) : busy(6)
        });
    }

    report() {
        const { upload, campaign } = this;
        return html`${section({
                id: 'file', title: text(upload.file_name),
                note: this.ended ? undefined : stale(this.since, this.stalled),
                actions: this.ended ? this.actions() : none,
                body: html`${stateMark({ ...STATES[upload.status], word: t(`uploadStatus.${upload.status}`) })}
                    ${upload.status === 'failed' ? this.whyFailed() : this.figures()}
                    ${this.ended ? none : this.underWay()}`
            })}
            ${this.again ? html`<vu-upload-file .campaign=${campaign} .given=${this.again === true ? null : this.again}
                @vu-close=${() => { this.again = null; }}></vu-upload-file>` : none}
            ${this.problems()}${this.mapping()}`;
    }

    actions() {
        const { upload, campaign } = this;
        const path = `campaigns/${campaign.id}`;
        const startable = ['pending', 'ready'].includes(campaign.status);
        return html`
            ${upload.report_url && upload.problems.length > 0
                ? button({ label: t('upload.report'), icon: 'download', href: upload.report_url, download: '' }) : none}
            ${button({ label: t('upload.again'), icon: 'upload', scope: 'write',
                onclick: () => { this.again = true; } })}
            ${upload.status === 'done' ? button({ label: t('upload.to_contacts'), href: link(`${path}/contacts`) })
                : none}
            ${upload.status === 'done' && startable
                ? button({ label: t('upload.to_start'), kind: 'primary', href: link(`${path}/start`), scope: 'write' })
                    : none}`;
    }

    underWay() {
        const { upload } = this;
        const late = upload.status === 'waiting' && Date.now() - this.begun > OLD_MS;
        return html`${upload.status === 'loading' && upload.rows > 0
                ? progressBar(upload.accepted + upload.duplicates + upload.refused, upload.rows,
                    t('uploadStatus.loading'))
                : none}
            <p class="muted">${t(`upload.state.${late ? 'late' : upload.status}`)}</p>
            ${late ? button({
                label: t('upload.again'), scope: 'write',
                onclick: () => { this.again = sentFiles.get(upload.id) ?? true; }
            }) : none}`;
    }

    /** rows = accepted + duplicates + refused */
    figures() {
        const { rows, accepted, repaired, duplicates, updated, refused } = this.upload;
        if (rows === 0) {
            return none;
        }
        const figure = (name, value, tone = '') => html`<div class="sum-part ${value > 0 ? tone : ''}">
            <dt>${t(`upload.figure.${name}`)}</dt><dd>${number(value)}</dd></div>`;
        return html`<dl class="sum">
            ${figure('rows', rows)}<span aria-hidden="true">=</span>${figure('accepted', accepted, 'is-over')}
            <span aria-hidden="true">+</span>${figure('duplicates', duplicates)}<span aria-hidden="true">+</span>
            ${figure('refused', refused, 'is-needs')}
        </dl>
        <p class="muted">${[
            repaired > 0 ? t('upload.repaired', { count: repaired, n: repaired }) : '',
            updated > 0 ? t('upload.updated', { count: updated, n: updated }) : ''
        ].filter(Boolean).join(' ')}</p>`;
    }

    whyFailed() {
        const [, code, said] = /^([A-Z_]+):\s*([\s\S]*)$/.exec(this.upload.error ?? '') ?? [null, '', this.upload.error
            ?? ''];
        const problem = has(`file.${code}`) ? unusable({ code }, said)
            : html`<p class="failed">${icon('alert')}<span>${text(said)}</span></p>`;
        const file = sentFiles.get(this.upload.id);
        return html`${problem}
            ${OF_COLUMNS.includes(code) && !this.again ? html`<div class="actions">${button({
                label: t(file ? 'upload.map' : 'upload.map_choose'), kind: 'primary', scope: 'write',
                onclick: () => { this.again = file ?? true; }
            })}</div>` : none}`;
    }

    problems() {
        const { problems, refused, repaired, duplicates } = this.upload;
        if (problems.length === 0) {
            return none;
        }
        const all = refused + repaired + duplicates;
        const country = this.campaign?.default_region ?? '';
        return section({
            id: 'problems', title: t('upload.problems'),
            note: all > problems.length ? t('upload.first_problems', { n: problems.length, all }) : undefined,
            body: html`<div class="scroll"><table class="table is-cards row-problems" role="table">
                <thead role="rowgroup"><tr role="row">${['line', 'column', 'value', 'action',
                    'reason'].map(name => html`<th
                    role="columnheader" scope="col" class=${name === 'line' ? 'number'
                        : none}>${t(`upload.problem.${name}`)}</th>`)}
                </tr></thead>
                <tbody role="rowgroup">${problems.map(({ line, column, value, action, reason }) => html`<tr role="row">
                    <td role="cell" class="number" data-label=${t('upload.problem.line')}>${number(line)}</td>
                    <td role="cell" data-label=${t('upload.problem.column')}><span class="clip">${text(column)}</span></td>
                    <td role="cell" data-label=${t('upload.problem.value')} class="mono"><span class="clip">${text(value)}</span></td>
                    <td role="cell" data-label=${t('upload.problem.action')}><span class="mark is-${action}">
                        ${t(`rowAction.${action}`)}</span></td>
                    <td role="cell" data-label=${t('upload.problem.reason')}>${has(`problem.${reason}`)
                        ? t(`problem.${reason}`, { country }) : reason}</td></tr>`)}</tbody></table></div>`
        });
    }

    /** The meanings of the columns, and the columns that were not stored. */
    mapping() {
        const { columns, dropped_columns: dropped } = this.upload;
        const entries = Object.entries(columns).filter(([, value]) => [value].flat().length > 0);
        if (entries.length === 0 && dropped.length === 0) {
            return none;
        }
        const named = value => [value].flat().map((name, index) => html`${index > 0 ? ', ' : ''}${text(name)}`);
        return section({
            id: 'mapping', title: t('upload.mapping'),
            body: html`<dl class="pairs">
                ${entries.map(([field, value]) => html`<dt>${t(`upload.field.${field}`)}</dt><dd>${named(value)}</dd>`)}
                ${dropped.map(({ column, reason }) => html`<dt>${t('upload.dropped')}</dt>
                    <dd>${column ? text(column) : html`<em class="muted">${t('upload.nameless')}</em>`}
                    <span class="muted">${has(`column.${reason}`) ? t(`column.${reason}`) : reason}</span></dd>`)}
            </dl>`
        });
    }
}

customElements.define('vu-upload', Upload);

export const screen = { title: () => t('upload.title'), element: 'vu-upload' };
