/**
 * The parts that all screens use: functions that return Lit templates, and three small elements with state.
 *
 * Page
 * - `page({title, note, crumbs, actions, tabs, body, state})`: one h1; `crumbs` = [{label, href}], `title` a string or
 *   template.
 * - `campaignPage({campaign, current, actions, body, note})`: the head of a campaign's screens: its name as the link
 *   back, its state, tabs; `current` is 'overview', 'contacts', 'activity', 'exports', 'settings', or any other value
 *   for none.
 * - `section({title, actions, body, id, note})`: an h2 and its content. Class `panel`: a box with a border.
 * - `tabs({label, current, items: [{id, label, href, count}]})`.
 * States
 * - `busy(rows)` (visible after 300 ms), `nothing(sentence, action)`, `failed(error, retry)`, `stale(since, failedAt)`.
 * - `stateMark({tone, icon, word})` from `stateOf` or `contactStatus`; `progressBar(done, total, label)`; `live(() =>
 *   template or text)`: rendered again each second, for countdowns and ages.
 * Form
 * - `field({id, label, hint, value, error, unit, type, oninput, onblur, required, maxlength, rows, autocomplete,
 *   inputmode, readonly, placeholder, spellcheck, list})`: `oninput(value, event)`; `rows` makes it a textarea;
 *   `readonly` may be a sentence with the reason (shown as a hint).
 * - `select({id, label, hint, value, error, options: [{value, label, disabled}], onchange})`: `onchange(value, event)`.
 * - `checkbox({id, label, hint, checked, onchange, disabled})` and `switchField(…)`: `onchange(checked, event)`.
 * - `radios({name, label, value, options, onchange})`, `segments(…)` (the same as joined buttons).
 * - `errorSummary([{id, message}])`: links to the fields; focus it by `focusSummary(root)` after the update.
 * - `errorText(error)`: an ApiError as a sentence. `fieldErrors(error)` → {field: sentence}.
 * Actions
 * - `button({label, onclick, href, kind, icon, busy, disabled, scope, type, title, small})`: `kind` 'primary',
 *   'danger', 'quiet' or none; absent if the key does not have the scope; a link if there is `href`.
 * - `menu({label, icon, kind, items: [{label, onclick, href, danger, scope, disabled, hint}], scope})`: absent if
 *   empty.
 * - `pager({older, newer, note})`: each an href, a function or null.
 * - `confirmDialog({title, text, confirm, keep, body, danger})` → Promise: null if the user cancels, otherwise an
 *   object with the fields of `body`.
 * - `icon(name)`: see icons.svg.
 * - `announce(sentence)`: to the polite live region. `notify(sentence)`: also shows it for some seconds.
 * The keys of keys.js use attributes: `data-row` on a table row (its first link opens it, its checkbox is ticked by
 * `x`), `data-key="new | previous | next | close"` on a link or button that the key activates, `type="search"` on the
 * search field. Tables: `<table class="table is-cards" role="table">` becomes cards below 640 px; give each `<td
 * role="cell" data-label="…">`, each `<tr role="row">`; the first cell of a row is its head. Wrap it in `<div
 * class="scroll">` otherwise.
 */
import { ago, countdown, html, link, LitElement, none, number, stateOf, t, text } from './core.js';
import { session } from './api.js';
import { button, errorText } from './actions.js';

export { announce, button, confirmDialog, errorText, fieldErrors, menu, notify, pager } from './actions.js';

const ICONS = new URL('./icons.svg', import.meta.url).pathname;

/** An icon of icons.svg. */
export function icon(name) {
    return html`<svg class="icon" aria-hidden="true" focusable="false"><use href="${ICONS}#${name}"></use></svg>`;
}

// --- Page

export function page({ title, note, crumbs = [], actions, tabs: under, body, state }) {
    return html`<header class="page-head">
            <div class="page-title">
                ${crumbs.length ? breadcrumbs(crumbs) : none}
                <h1 tabindex="-1">${title}</h1>
                ${state ?? none}
            </div>
            ${actions ? html`<div class="actions">${actions}</div>` : none}
            ${note ? html`<p class="page-note">${note}</p>` : none}
        </header>
        ${under ?? none}
        ${session.may('write') || !session.key ? none : html`<p class="note read-only">${t('app.read_only')}</p>`}
        <div class="page-body">${body}</div>`;
}

function breadcrumbs(crumbs) {
    return html`<nav class="crumbs" aria-label=${t('part.breadcrumb')}>
        ${crumbs.map(crumb => html`<a href=${crumb.href}>${crumb.label}</a><span aria-hidden="true">›</span>`)}
    </nav>`;
}

export function campaignPage({ campaign, current, actions, body, note, title }) {
    const path = `campaigns/${campaign.id}`;
    const named = ['overview', 'contacts', 'activity', 'exports', 'settings'];
    const hrefOf = id => link(id === 'overview' ? path : `${path}/${id}`);
    const items = named.map(id => ({ id, label: t(`tab.${id}`), href: hrefOf(id) }));
    const known = named.includes(current);
    return page({
        crumbs: [
            { href: link('campaigns'), label: t('nav.campaigns') },
            ...(known ? [] : [{ href: link(path), label: campaign.name ? text(campaign.name) : '…' }])
        ],
        title: title ?? (campaign.name ? text(campaign.name) : '…'),
        state: campaign.status ? live(() => stateMark(stateOf(campaign))) : none,
        actions,
        note,
        tabs: tabs({ label: t('part.sections'), current, items }),
        body
    });
}

export function section({ title, actions, body, id, note }) {
    return html`<section class="section" id=${id ?? none} aria-labelledby=${id ? `${id}-title` : none}>
        <div class="section-head">
            <h2 id=${id ? `${id}-title` : none}>${title}</h2>
            ${note ? html`<span class="muted">${note}</span>` : none}
            ${actions ? html`<div class="actions">${actions}</div>` : none}
        </div>
        ${body}
    </section>`;
}

export function tabs({ label, current, items }) {
    return html`<nav class="tabs" aria-label=${label}>
        ${items.map(
            item =>
                html`<a href=${item.href} aria-current=${item.id === current ? 'page' : none}
                    >${item.label}${counted(item.count)}</a
                >`
        )}
    </nav>`;
}

function counted(count) {
    return count === undefined ? none : html` <span class="count">${number(count)}</span>`;
}

// --- States

export function busy(rows = 3) {
    return html`<div class="busy" role="status">
        <span class="hidden">${t('part.busy')}</span>
        ${Array.from({ length: rows }, () => html`<span class="bone" aria-hidden="true"></span>`)}
    </div>`;
}

export function nothing(sentence, action) {
    return html`<div class="nothing">
        <p>${sentence}</p>
        ${action ? html`<div class="actions">${action}</div>` : none}
    </div>`;
}

export function failed(error, retry) {
    return html`<div class="failed" role="alert">
        ${icon('alert')}
        <div>
            <p><strong>${t('part.failed')}</strong> ${errorText(error)}</p>
            ${error?.status ? html`<p class="muted">${t('part.reference', { code: error.code })}</p>` : none}
            ${retry ? button({ label: t('part.retry'), onclick: retry, icon: 'again' }) : none}
        </div>
    </div>`;
}

/**
 * The age of figures.
 *
 * @param {?string} since the instant at which they were read
 * @param {?string} [again] the instant of the next try, after a failed refresh
 */
export function stale(since, again) {
    if (!since) {
        return none;
    }
    return again
        ? html`<span class="age is-stale">
              ${live(() => t('part.as_of_again', { ago: ago(since), countdown: countdown(again) }))}
          </span>`
        : html`<span class="age">${live(() => t('part.updated', { ago: ago(since) }))}</span>`;
}

export function stateMark({ tone, icon: shape, word }) {
    return html`<span class="state is-${tone} as-${shape}">${icon(shape)}<span>${word}</span></span>`;
}

export function progressBar(done, total, label) {
    const percent = total > 0 ? Math.min(100, (done / total) * 100) : 0;
    return html`<div class="progress" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax=${total}
        aria-valuenow=${done} aria-valuetext=${t('part.progress', { done, total })}>
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width=${percent} height="1"></rect>
        </svg>
    </div>`;
}

/** Renders its content again each second; one timer for all of them, and none while the page is hidden. */
class Live extends LitElement {
    static properties = { content: { attribute: false } };
    static all = new Set();
    static timer = null;

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        Live.all.add(this);
        Live.run();
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        Live.all.delete(this);
        Live.run();
    }

    render() {
        return this.content?.();
    }

    static run() {
        const wanted = Live.all.size > 0 && !document.hidden;
        if (wanted && Live.timer === null) {
            Live.timer = setInterval(() => Live.all.forEach(one => one.requestUpdate()), 1000);
        } else if (!wanted && Live.timer !== null) {
            clearInterval(Live.timer);
            Live.timer = null;
        }
    }
}
customElements.define('vu-live', Live);
document.addEventListener('visibilitychange', () => Live.run());

export const live = content => html`<vu-live .content=${content}></vu-live>`;

// --- Form

const described = (id, hint, error) => [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || none;

function around({ id, label, hint, error, unit, required, wide, optional }, control) {
    return html`<div class="field ${wide ? 'is-wide' : ''} ${error ? 'has-error' : ''}">
        <label for=${id}>${label}${optional ? html` <span class="muted">${t('part.optional')}</span>` : none}</label>
        <div class="control">${control}${unit ? html`<span class="unit" aria-hidden="true">${unit}</span>` : none}</div>
        ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : none}
        ${error ? html`<p class="error" id="${id}-error">${icon('alert')}<span>${error}</span></p>` : none}
    </div>`;
}

export function field(given) {
    const { id, value = '', error, type = 'text', oninput, onblur, required, maxlength, rows, readonly } = given;
    const hint = typeof readonly === 'string' ? readonly : given.hint;
    const shared = { ...given, hint };
    const input = event => oninput?.(event.target.value, event);
    if (rows) {
        return around(
            shared,
            html`<textarea id=${id} name=${id} rows=${rows} maxlength=${maxlength ?? none} .value=${String(value ?? '')}
                ?required=${required} ?readonly=${Boolean(readonly)} aria-invalid=${error ? 'true' : none}
                aria-describedby=${described(id, hint, error)} spellcheck=${given.spellcheck ?? none}
                placeholder=${given.placeholder ?? none} @input=${input} @blur=${onblur}></textarea>`
        );
    }
    return around(
        shared,
        html`<input id=${id} name=${id} type=${type} maxlength=${maxlength ?? none} .value=${String(value ?? '')}
            ?required=${required} ?readonly=${Boolean(readonly)} aria-invalid=${error ? 'true' : none}
            aria-describedby=${described(id, hint, error)} autocomplete=${given.autocomplete ?? 'off'}
            inputmode=${given.inputmode ?? none} spellcheck=${given.spellcheck ?? none} list=${given.list ?? none}
            placeholder=${given.placeholder ?? none} min=${given.min ?? none} max=${given.max ?? none}
            step=${given.step ?? none}
            @input=${input} @blur=${onblur} />`
    );
}

export function select(given) {
    const { id, value, error, hint, options, onchange, disabled, required } = given;
    return around(
        given,
        html`<select id=${id} name=${id} ?disabled=${disabled} ?required=${required}
            aria-invalid=${error ? 'true' : none}
            aria-describedby=${described(id, hint, error)} @change=${event => onchange?.(event.target.value, event)}>
            ${options.map(
                option =>
                    html`<option value=${option.value} ?disabled=${option.disabled}
                        .selected=${String(option.value) === String(value ?? '')}>${option.label}</option>`
            )}
        </select>`
    );
}

function ticked(given, kind) {
    const { id, label, hint, checked, onchange, disabled, error } = given;
    return html`<div class="tick ${kind}">
        <input id=${id} name=${id} type="checkbox" role=${kind === 'switch' ? 'switch' : none}
            .checked=${Boolean(checked)} ?disabled=${disabled} aria-describedby=${described(id, hint, error)}
            @change=${event => onchange?.(event.target.checked, event)} />
        <label for=${id}>${label}</label>
        ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : none}
        ${error ? html`<p class="error" id="${id}-error">${error}</p>` : none}
    </div>`;
}

export const checkbox = given => ticked(given, 'box');
export const switchField = given => ticked(given, 'switch');

function choice({ name, label, value, options, onchange, hideLabel }, kind) {
    const chosen = option => event => {
        event.target.parentElement.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        onchange?.(option);
    };
    return html`<fieldset class=${kind}>
        <legend class=${hideLabel ? 'hidden' : none}>${label}</legend>
        <div class="choices">
            ${options.map(
                option =>
                    html`<label class="choice"
                        ><input type="radio" name=${name} value=${option.value} ?disabled=${option.disabled}
                            .checked=${option.value === value} @change=${chosen(option.value)} /><span
                            >${option.label}${counted(option.count)}</span
                        ></label
                    >`
            )}
        </div>
    </fieldset>`;
}

export const radios = given => choice(given, 'radios');
export const segments = given => choice({ hideLabel: true, ...given }, 'segments');

export function errorSummary(errors) {
    if (!errors.length) {
        return none;
    }
    const goTo = id => event => {
        event.preventDefault();
        const target = document.getElementById(id);
        target?.closest('details')?.setAttribute('open', '');
        target?.focus();
    };
    return html`<div class="summary" role="alert" tabindex="-1">
        <p><strong>${t('part.problems', { count: errors.length })}</strong></p>
        <ul>
            ${errors.map(
                ({ id, message }) =>
                    html`<li>${id ? html`<a href="#${id}" @click=${goTo(id)}>${message}</a>` : message}</li>`
            )}
        </ul>
    </div>`;
}

export function focusSummary(root) {
    root.querySelector('.summary')?.focus();
}

