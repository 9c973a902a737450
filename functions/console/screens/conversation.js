/**
 * The results of one call: summary, tags, extracted data, transcript and recording.
 *
 * - `conversation(call, zone)`: a template for a call of the API; its transcript is read when it is opened.
 * - `outcomeOf(call)` and `outcomeOfMessage(message)`: `{tone, icon, word}` for `stateMark`.
 * - `seconds('61:11')` → 3671; `readSigned(url)`: the text of a file in the bucket, by its signed URL.
 */
import { LitElement, html, none, plain, reasonWords, t, text } from '../core.js';
import { api } from '../api.js';
import { busy, button, icon } from '../parts.js';

const FOLD_LETTERS = 900;

/** Reads a file of the bucket. This is not a request to the API: the signed URL replaces the key. */
export async function readSigned(url) {
    const response = await fetch(url, { credentials: 'omit' });
    if (!response.ok) {
        throw new Error(`HTTP ${response.status}`);
    }
    return response.text();
}

/** Converts the API's minutes and seconds to seconds. */
export function seconds(minutesAndSeconds) {
    const [minutes, rest] = minutesAndSeconds.split(':').map(Number);
    return minutes * 60 + rest;
}

const ANSWERED = {
    human: { tone: 'over', icon: 'done' },
    machine: { tone: 'waits', icon: 'voicemail' },
    unknown: { tone: 'over', icon: 'done' }
};
/** Outcomes for which the words of the provider's code have no further information. */
export const SAYS_ALL = ['busy', 'no-answer'];
const CALLS = { busy: 'cross', 'no-answer': 'cross', failed: 'alert', unknown: 'wait' };
const MESSAGES = {
    created: 'draft',
    unknown: 'wait',
    sent: 'run',
    failed: 'alert',
    delivered: 'done',
    read: 'done',
    accepted: 'done',
    rejected: 'cross'
};
const TONES = { draft: 'idle', wait: 'waits', run: 'working', alert: 'needs', done: 'over', cross: 'idle' };

/** The outcome of a call, as a mark. */
export function outcomeOf(call) {
    const answered = call.status === 'ended' ? ANSWERED[call.answered_by ?? 'unknown'] : null;
    if (answered) {
        return { ...answered, word: t(`activity.answered.${call.answered_by ?? 'unknown'}`) };
    }
    const shape = CALLS[call.status] ?? 'run';
    return { tone: TONES[shape], icon: shape, word: t(`callStatus.${call.status}`) };
}

/** The outcome of a message, as a mark. */
export function outcomeOfMessage(message) {
    const shape = MESSAGES[message.status] ?? 'run';
    return { tone: TONES[shape], icon: shape, word: t(`messageStatus.${message.status}`) };
}

/** A provider's error in words, with its code. */
export function errorWords(code) {
    return code ? (reasonWords(code) ?? plain(code)) : '';
}

const SENTIMENTS = ['positive', 'neutral', 'negative'];

/** The sentiment, in the console's words if they are known. */
export function sentimentWords(sentiment) {
    if (!sentiment) {
        return none;
    }
    const known = sentiment.toLowerCase();
    return SENTIMENTS.includes(known) ? t(`sentiment.${known}`) : text(sentiment);
}

/** Whether the address may be a link: only http and https, because it comes from the agent's server. */
function webAddress(address) {
    try {
        const url = new URL(address);
        return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
    } catch {
        return null;
    }
}

/** A text that is collapsed if it is long. */
function long(value) {
    return value.length <= FOLD_LETTERS
        ? html`<p class="prose">${text(value)}</p>`
        : html`<details class="fold">
              <summary><span class="prose">${text(value.slice(0, FOLD_LETTERS))}…</span></summary>
              <p class="prose">${text(value.slice(FOLD_LETTERS))}</p>
          </details>`;
}

class Transcript extends LitElement {
    static properties = {
        call: { attribute: false },
        lines: { state: true },
        problem: { state: true },
        open: { state: true }
    };

    constructor() {
        super();
        this.call = null;
        this.lines = null;
        this.problem = '';
        this.open = false;
    }

    createRenderRoot() {
        return this;
    }

    willUpdate(changed) {
        const before = changed.get('call');
        if (before && before.id !== this.call.id) {
            this.lines = null;
            this.problem = '';
            this.open = false;
        }
    }

    async toggle() {
        this.open = !this.open;
        if (!this.open || this.lines !== null) {
            return;
        }
        this.problem = '';
        try {
            this.lines = (await this.read()).split('\n').filter(line => line.trim() !== '');
        } catch {
            this.problem = t('activity.transcript_failed');
        }
    }

    /** Reads the transcript. A signed URL expires, so the second try uses a new one. */
    async read() {
        try {
            return await readSigned(this.call.transcript_url);
        } catch {
            const { call } = await api('showCall', { path: { call: this.call.id } });
            return readSigned(call.transcript_url);
        }
    }

    render() {
        return html`${button({
            label: t(this.open ? 'activity.transcript_close' : 'activity.transcript_open'),
            icon: this.open ? 'up' : 'down',
            kind: 'quiet',
            small: true,
            onclick: () => this.toggle()
        })}
        ${this.open ? this.body() : none}`;
    }

    body() {
        if (this.problem) {
            return html`<p class="error" role="alert">${icon('alert')}<span>${this.problem}</span></p>`;
        }
        return this.lines === null
            ? busy(2)
            : html`<div class="transcript">${this.lines.map(line => html`<p>${text(line)}</p>`)}</div>`;
    }
}
customElements.define('vu-transcript', Transcript);

function recording(call) {
    const url = call.recording_url ? webAddress(call.recording_url) : null;
    if (!url) {
        const words = call.recording_url ? text(call.recording_url) : t('activity.no_recording');
        return html`<span class="muted">${words}</span>`;
    }
    const ours = call.transcript_url && new URL(call.transcript_url).origin === url.origin;
    return ours
        ? html`<audio controls preload="none" src=${url.href}></audio>`
        : html`<a href=${url.href} target="_blank" rel="noopener noreferrer"
              >${t('activity.recording_at', { host: url.host })}</a
          >`;
}

function entry(name, content) {
    return html`<dt>${name}</dt>
        <dd>${content}</dd>`;
}

export function conversation(call) {
    const { error, summary, tags, provider_id: id } = call;
    const extracted = Object.entries(call.extracted_data ?? {});
    const said = error || summary || call.transcript_url || tags.length > 0 || extracted.length > 0;
    const why = SAYS_ALL.includes(call.status) ? '' : errorWords(error);
    const chips = () => html`<span class="row">${tags.map(tag => html`<span class="chip">${text(tag)}</span>`)}</span>`;
    return html`<dl class="pairs">
        ${error ? entry(t('activity.error'), html`${why} <code>${text(error)}</code>`) : none}
        ${summary ? entry(t('activity.summary'), long(summary)) : none}
        ${tags.length > 0 ? entry(t('activity.tags'), chips()) : none}
        ${extracted.map(([name, value]) => entry(text(name), long(value)))}
        ${call.transcript_url
            ? entry(t('activity.transcript'), html`<vu-transcript .call=${call}></vu-transcript>`)
            : none}
        ${call.status === 'ended' ? entry(t('activity.recording'), recording(call)) : none}
        ${said ? none : entry(t('activity.conversation'), html`<span class="muted">${t('activity.nothing_said')}</span>`)}
        ${entry(t('activity.provider_id'), html`<span class="mono">${id ? text(id) : '–'}</span>`)}
    </dl>`;
}
