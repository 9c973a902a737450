/**
 * Single-key shortcuts, which the `?` dialog lists. They are inactive in fields and dialogs, and can be switched off.
 * None of them changes data. They use attributes: `data-row` on a row, `data-key="new | previous | next | close"` on
 * the element that a key activates.
 */
import { heartbeat, session } from './api.js';
import { go, html, t } from './core.js';
import { confirmDialog, switchField } from './parts.js';

const OFF = 'vuelta.keys';
const PLACES = { c: 'campaigns', p: 'people', l: 'lists', a: 'agents' };
const CHORD_MS = 1500;
const LISTED = [
    ['/', 'search'], ['g c · g p · g l · g a', 'go'], ['n', 'new'], ['j k', 'rows'], ['Enter', 'open'], ['x', 'tick'],
    ['[ ]', 'contacts'], ['r', 'refresh'], ['Ctrl Enter', 'save'], ['?', 'help'], ['Esc', 'close']
];
let chordAt = 0;

/** Listens for keys while the app exists. */
export function listen(app) {
    document.addEventListener('keydown', event => pressed(app, event));
}

function pressed(app, event) {
    const { target, key } = event;
    if (key === 'Enter' && event.ctrlKey) {
        const form = target.closest?.('form');
        if (form) {
            event.preventDefault();
            form.requestSubmit();
        }
        return;
    }
    const typing = target.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');
    const busy = document.querySelector('dialog[open]') || target.closest?.('[role=menu]');
    if (typing || busy || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !session.key) {
        return;
    }
    if (key === 'Escape') {
        press(app, 'close');
    } else if ((sessionStorage.getItem(OFF) !== 'off' || key === '?') && act(app, key)) {
        event.preventDefault();
    }
}

function act(app, key) {
    const chord = Date.now() - chordAt < CHORD_MS;
    chordAt = key === 'g' ? Date.now() : 0;
    if (chord && PLACES[key]) {
        go(PLACES[key]);
        return true;
    }
    switch (key) {
        case '/':
            return focusOn(app.querySelector('main input[type=search]'));
        case 'n':
            return press(app, 'new');
        case 'j':
            return move(app, 1);
        case 'k':
            return move(app, -1);
        case 'x':
            document.activeElement?.closest('[data-row]')?.querySelector('input[type=checkbox]')?.click();
            return true;
        case '[':
            return press(app, 'previous');
        case ']':
            return press(app, 'next');
        case 'r':
            heartbeat.now();
            return true;
        case '?':
            showKeys();
            return true;
        default:
            return false;
    }
}

function focusOn(element) {
    element?.focus();
    return Boolean(element);
}

function press(app, name) {
    const found = app.querySelector(`main [data-key~=${name}]`);
    const target = found?.matches('a, button') ? found : found?.querySelector('a, button');
    target?.click();
    return Boolean(target);
}

function move(app, by) {
    const rows = [...app.querySelectorAll('main [data-row]')];
    const at = rows.indexOf(document.activeElement?.closest('[data-row]'));
    const to = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by));
    return focusOn(rows[to]?.querySelector('a, button'));
}

/** Shows the list of keys, with the switch. */
export async function showKeys() {
    await confirmDialog({
        title: t('keys.title'),
        confirm: t('app.close'),
        keep: null,
        body: html`<dl class="keys">
                ${LISTED.map(([key, name]) => html`<dt><kbd>${key}</kbd></dt><dd>${t(`keys.${name}`)}</dd>`)}
            </dl>
            ${switchField({
                id: 'single-keys', label: t('keys.on'), hint: t('keys.on_hint'),
                checked: sessionStorage.getItem(OFF) !== 'off',
                onchange: checked => sessionStorage.setItem(OFF, checked ? 'on' : 'off')
            })}`
    });
}
