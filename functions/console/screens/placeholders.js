/** `{name}` and `{{name}}` in a message, and their values for a contact. */
import { html, none, t, text } from '../core.js';

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}|\{\s*([^{}]+?)\s*\}/g;
const OWN = { name: 'name', contact_name: 'name', contact: 'contact', phone_number: 'contact', context: 'context',
    id: 'f_id' };

/** The names in a text, each once. */
export function namesIn(message) {
    return [...new Set([...message.matchAll(PLACEHOLDER)].map(match => match[1] ?? match[2]))];
}

/** The value with this name of a contact of the API; empty if there is none. */
export function valueIn(contact, name) {
    const own = OWN[name.toLowerCase()];
    return (own ? contact[own] : contact.variables?.[name]) ?? '';
}

/** Whether the columns of an upload, or the contacts, have a name. */
export function isKnown(names, name) {
    return names.has(name) || (name.toLowerCase() in OWN && names.has(OWN[name.toLowerCase()]));
}

/**
 * The message for a contact: with its values, and a mark for each missing value.
 *
 * @param {string} message
 * @param {?Object} contact null if there is none yet; the names are then shown instead of values
 */
export function filled(message, contact) {
    const pieces = [];
    let at = 0;
    for (const match of message.matchAll(PLACEHOLDER)) {
        const name = match[1] ?? match[2];
        const value = contact ? valueIn(contact, name) : '';
        pieces.push(text(message.slice(at, match.index)), value
            ? html`<b class="filled">${text(value)}</b>`
            : html`<span class="gap ${contact ? 'is-missing' : ''}" title=${contact ? t('form.missing_here') : none}
                >${text(name)}</span>`);
        at = match.index + match[0].length;
    }
    return [...pieces, text(message.slice(at))];
}
