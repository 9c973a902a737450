/** Buttons, menus, dialogs, error texts, and announcements to screen readers. Screens import it through parts.js. */
import { has, html, LitElement, none, plain, t } from './core.js';
import { render } from './vendor/lit-html/lit-html.js';
import { session } from './api.js';
import { icon } from './parts.js';

// --- Errors in words

/** A failure as a sentence: the words of its code, or otherwise the API's message. */
export function errorText(error) {
    const { code, status, details = {} } = error ?? {};
    if (status === 0) {
        return t(error.uncertain ? 'error.unknown_outcome' : code === 'TIMEOUT' ? 'error.timeout' : 'error.network');
    }
    if (status === 403 && details.required_scope) {
        return t('error.scope', { scope: details.required_scope });
    }
    if (code === 'INVALID_STATUS_TRANSITION') {
        return t('error.transition', { status: t(`campaignStatus.${details.current_status}`) });
    }
    if (code === 'TEMPLATE_NOT_USABLE') {
        const reason = has(`template.${details.reason}`) ? t(`template.${details.reason}`) : details.reason;
        return t('error.template', { template: plain(details.template), language: details.language, reason });
    }
    if (code && has(`error.${code}`)) {
        return t(`error.${code}`, details);
    }
    const known = { 404: 'error.not_found', 429: 'error.slow_down', 503: 'error.busy' }[status];
    if (known) {
        return t(known);
    }
    return status >= 500 ? t('error.server') : plain(error?.message ?? String(error));
}

/** The error by its field: {name: sentence}; empty if the error names no field. */
export function fieldErrors(error) {
    return error?.field ? { [error.field]: plain(error.message) } : {};
}

// --- Actions

export function button(given) {
    const { label, onclick, href, kind = '', icon: shape, busy, disabled, scope, type = 'button', title } = given;
    if (scope && !session.may(scope)) {
        return none;
    }
    const classes = `button ${kind ? `is-${kind}` : ''} ${given.small ? 'is-small' : ''}`;
    const inner = html`${shape ? icon(shape) : none}<span>${label}</span>`;
    if (href) {
        return html`<a class=${classes} href=${href} title=${title ?? none} download=${given.download ?? none}
            >${inner}</a
        >`;
    }
    return html`<button class=${classes} type=${type} title=${title ?? none} aria-busy=${busy ? 'true' : none}
        aria-disabled=${busy ? 'true' : none} ?disabled=${disabled} aria-pressed=${given.pressed ?? none}
        @click=${event => (busy ? event.preventDefault() : onclick?.(event))}>${inner}</button>`;
}

/** A button that opens a list of actions; arrow keys move, Escape and a click elsewhere close it. */
class Menu extends LitElement {
    static properties = {
        label: { attribute: false }, shape: { attribute: false }, kind: { attribute: false },
        items: { attribute: false }, hideLabel: { attribute: false }, open: { state: true }
    };

    constructor() {
        super();
        this.items = [];
        this.open = false;
        this.away = event => !this.contains(event.target) && this.close();
        this.moved = () => this.close();
    }

    createRenderRoot() {
        return this;
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.close();
    }

    async show(last) {
        this.open = true;
        addEventListener('pointerdown', this.away);
        addEventListener('scroll', this.moved, true);
        addEventListener('resize', this.moved);
        await this.updateComplete;
        const list = this.querySelector('.menu-list');
        list.showPopover?.();
        this.place(list);
        const entries = this.entries();
        entries.at(last ? -1 : 0)?.focus({ preventScroll: true });
    }

    /** Places the list below the button, or above it if there is no space; always within the window. */
    place(list) {
        const at = this.querySelector('.menu-button').getBoundingClientRect();
        const { width, height } = list.getBoundingClientRect();
        const below = at.bottom + 4 + height <= innerHeight || at.top - 4 - height < 0;
        list.style.top = `${below ? at.bottom + 4 : at.top - 4 - height}px`;
        list.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
    }

    close(focus = false) {
        this.open = false;
        removeEventListener('pointerdown', this.away);
        removeEventListener('scroll', this.moved, true);
        removeEventListener('resize', this.moved);
        if (focus) {
            this.querySelector('.menu-button')?.focus();
        }
    }

    entries() {
        return [...this.querySelectorAll('[role=menuitem]:not([aria-disabled=true])')];
    }

    key(event) {
        const entries = this.entries();
        const at = entries.indexOf(document.activeElement);
        const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
        if (to !== undefined) {
            event.preventDefault();
            entries.at(to % entries.length)?.focus();
        } else if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            this.close(true);
        } else if (event.key === 'Tab') {
            this.close();
        }
    }

    choose(item) {
        this.close(true);
        item.onclick?.();
    }

    render() {
        return html`<button class="button menu-button ${this.kind ? `is-${this.kind}` : ''}" type="button"
                aria-haspopup="menu" aria-expanded=${this.open ? 'true' : 'false'}
                aria-label=${this.hideLabel ? this.label : none}
                @click=${() => (this.open ? this.close() : this.show())}
                @keydown=${event => {
                    if (!this.open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
                        event.preventDefault();
                        this.show(event.key === 'ArrowUp');
                    }
                }}>
                ${this.shape ? icon(this.shape) : none}
                ${this.hideLabel ? none : html`<span>${this.label}</span>${icon('down')}`}
            </button>
            ${this.open
                ? html`<div class="menu-list" role="menu" popover="manual" aria-label=${this.label}
                      @keydown=${this.key}>
                      ${this.items.map(item => this.item(item))}
                  </div>`
                : none}`;
    }

    item(item) {
        const inner = html`<span>${item.label}</span>${item.hint ? html`<small>${item.hint}</small>` : none}`;
        const classes = item.danger ? 'is-danger' : none;
        return item.href
            ? html`<a role="menuitem" tabindex="-1" class=${classes} href=${item.href} @click=${() => this.close()}
                  >${inner}</a
              >`
            : html`<button role="menuitem" tabindex="-1" class=${classes} type="button"
                  aria-disabled=${item.disabled ? 'true' : none}
                  @click=${() => !item.disabled && this.choose(item)}>${inner}</button>`;
    }
}
customElements.define('vu-menu', Menu);

export function menu({ label, icon: shape, kind, items, scope, hideLabel }) {
    const allowed = items.filter(item => item && (!item.scope || session.may(item.scope)));
    if ((scope && !session.may(scope)) || allowed.length === 0) {
        return none;
    }
    return html`<vu-menu .label=${label} .shape=${shape} .kind=${kind} .items=${allowed}
        .hideLabel=${hideLabel}></vu-menu>`;
}

export function pager({ older, newer, note }) {
    const side = (target, label, shape, rel) =>
        typeof target === 'function'
            ? button({ label, icon: shape, onclick: target })
            : target
              ? html`<a class="button" rel=${rel} href=${target}>${icon(shape)}<span>${label}</span></a>`
              : none;
    return html`<nav class="pager" aria-label=${t('part.pages')}>
        <span class="muted">${note ?? none}</span>
        <span class="actions">
            ${side(newer, t('part.newer'), 'left', 'prev')} ${side(older, t('part.older'), 'right', 'next')}
        </span>
    </nav>`;
}

// --- Dialogs

/**
 * Requests a confirmation before an action that cannot be undone.
 *
 * @returns {Promise<?Record<string, string>>} null if the user cancels, otherwise the fields of `body`
 */
export function confirmDialog({ title, text, confirm, keep = t('part.cancel'), body, danger = false }) {
    const opener = document.activeElement;
    const dialog = document.createElement('dialog');
    dialog.className = 'dialog';
    dialog.setAttribute('aria-labelledby', 'dialog-title');
    const leave = () => dialog.close('');
    render(
        html`<form method="dialog">
            <h2 id="dialog-title">${title}</h2>
            ${text ? html`<p>${text}</p>` : none} ${body ?? none}
            <div class="actions is-end">
                ${keep ? html`<button class="button" type="button" @click=${leave}>${keep}</button>` : none}
                <button class="button ${danger ? 'is-danger' : 'is-primary'}" type="submit" value="yes">
                    ${confirm}
                </button>
            </div>
        </form>`,
        dialog
    );
    document.body.append(dialog);
    dialog.showModal();
    return new Promise(resolve => {
        dialog.addEventListener('close', () => {
            const fields = Object.fromEntries(new FormData(dialog.querySelector('form')));
            dialog.remove();
            opener?.focus?.();
            resolve(dialog.returnValue === 'yes' ? fields : null);
        });
    });
}

/** Announces a sentence in the polite live region: changes of state, finished uploads, errors; never counters. */
export function announce(sentence) {
    const region = document.getElementById('announcer');
    if (region) {
        region.textContent = '';
        setTimeout(() => {
            region.textContent = sentence;
        }, 50);
    }
}

let notice = null;

/** Announces a sentence and shows it for some seconds. */
export function notify(sentence, kind = 'ok') {
    announce(sentence);
    const place = document.getElementById('notices');
    if (place) {
        clearTimeout(notice);
        const shape = icon(kind === 'ok' ? 'done' : 'alert');
        render(html`<p class="notice is-${kind}">${shape}<span>${sentence}</span></p>`, place);
        notice = setTimeout(() => render(none, place), 6000);
    }
}
