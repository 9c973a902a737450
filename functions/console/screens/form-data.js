/**
 * The data that the campaign form reads in addition to the campaign: lists, the line's templates and the contacts'
 * data; and the upload of its image.
 */
import { api, newKey } from '../api.js';
import { t } from '../core.js';
import { errorText } from '../parts.js';
import { WHATSAPP } from './campaign-values.js';

const MAX_PAGES = 10;
const MAX_IMAGE = 4 * 1024 * 1024;
const IMAGES = ['image/jpeg', 'image/png'];

/** All pages of a list. */
export async function allOf(operationId, field, options, signal) {
    const all = [];
    let cursor = null;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
        const answer = await api(operationId, { ...options, query: { limit: 100, cursor }, signal });
        all.push(...answer[field]);
        cursor = answer.next_cursor;
        if (!answer.has_next || !cursor) {
            break;
        }
    }
    return all;
}

/** Reads the current templates of the chosen line from the provider. */
export async function readTemplates(form, again = false) {
    const { line, channel } = form.values;
    if (channel !== WHATSAPP || !line || (!again && form.templatesOf === line)) {
        return;
    }
    form.templatesOf = line;
    form.templates = { state: 'busy', list: [] };
    try {
        const list = await allOf('listTemplates', 'templates', { path: { integration: line } }, form.leaving.signal);
        if (form.templatesOf === line) {
            form.templates = { state: 'done', list };
        }
    } catch (error) {
        if (!form.leaving.signal.aborted && form.templatesOf === line) {
            form.templates = { state: 'failed', list: [], why: errorText(error) };
        }
    }
}

/** The contacts' data for placeholders and previews; the form also works without it. */
export async function readContacts(form, campaign) {
    try {
        const { contacts } = await api('listContacts', {
            path: { campaign }, query: { limit: 20 }, signal: form.leaving.signal
        });
        if (contacts.length > 0) {
            const names = contacts.flatMap(contact => [
                ...Object.keys(contact.variables), 'contact',
                ...['name', 'context', 'f_id'].filter(name => contact[name])
            ]);
            form.known = new Set(names);
            form.sample = contacts.find(contact => contact.name) ?? contacts[0];
        }
    } catch {
        form.known = null;
    }
}

/** Sends an image to the line's provider; the returned id becomes the value of the field. */
export async function takeImage(form, file) {
    const code = !file ? '' : !IMAGES.includes(file.type) ? 'type' : file.size > MAX_IMAGE ? 'size' : '';
    if (!file || code) {
        form.errors = code ? { ...form.errors, template_image: t(`form.image.${code}`) } : form.errors;
        return;
    }
    form.sendingImage = true;
    try {
        const { image } = await api('keepImageById', {
            path: { integration: form.values.line }, body: file, key: newKey(), signal: form.leaving.signal
        });
        URL.revokeObjectURL(form.imageUrl);
        form.imageUrl = URL.createObjectURL(file);
        form.set('template_image', image.id);
    } catch (error) {
        if (!form.leaving.signal.aborted) {
            form.errors = { ...form.errors, template_image: errorText(error) };
        }
    }
    form.sendingImage = false;
}
