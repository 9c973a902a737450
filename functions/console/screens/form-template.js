/**
 * The part of the campaign form that is about WhatsApp: the templates of the line, a preview, variables and the
 * image.
 */
import { html, none, t, text } from '../core.js';
import { button, field, icon, select } from '../parts.js';
import { readTemplates, takeImage } from './form-data.js';
import { filled, isKnown, namesIn } from './placeholders.js';

const USABLE = 'APPROVED';

const keyOf = template => `${template.name} ${template.language}`;

/** Whether the header of a template needs an image. */
const needsImage = template => template?.header?.format === 'IMAGE';

/** The provider's template with the chosen name; null if it does not exist, or is not loaded yet. */
export function chosenTemplate(form, name = form.values.template) {
    const found = form.templates?.list ?? [];
    return found.find(each => each.name === name && each.language === form.values.template_language) ?? null;
}

export function templateFields(form) {
    const { templates } = form;
    if (!form.values.line) {
        return html`<p class="muted">${t('form.template.line_first')}</p>`;
    }
    if (!templates || templates.state === 'busy') {
        return html`<p class="muted" role="status">${t('form.template.busy')}</p>`;
    }
    return html`${templates.state === 'failed' ? unreadable(form) : picked(form)}
        ${needsImage(chosenTemplate(form)) || form.values.template_image ? image(form) : none}`;
}

/** The fields if the provider cannot be reached: the names are typed, and nothing is lost. */
function unreadable(form) {
    const { values, errors } = form;
    const input = (name, key) => field({
        id: `form-${name}`, label: t(key), value: values[name], error: errors[name], required: name === 'template',
        readonly: form.locked(name) ? true : undefined, oninput: value => form.set(name, value)
    });
    return html`<div class="note is-needs">${icon('alert')}<p>${t('form.template.unreadable',
        { why: form.templates.why })}
            ${button({ label: t('part.retry'), small: true, onclick: () => readTemplates(form, true) })}</p></div>
        <div class="fields">${input('template', 'form.template.main')}
            ${input('template_language', 'form.template.language')}${input('template_alt', 'form.template.alt')}</div>`;
}

function picked(form) {
    const { values, errors, templates } = form;
    const status = template => (template.status === USABLE ? '' : ` · ${template.status.toLowerCase()}`);
    const option = template => ({
        value: keyOf(template), label: `${template.name} · ${template.language}${status(template)}`
    });
    const current = values.template && `${values.template} ${values.template_language}`;
    const isThere = templates.list.some(template => keyOf(template) === current);
    const main = chosenTemplate(form);
    const alternatives = templates.list.filter(each => each.language === values.template_language);
    const alt = chosenTemplate(form, values.template_alt);
    const locked = form.locked('template');
    return html`<div class="fields">
            ${select({
                id: 'form-template', label: t('form.template.main'), value: current, error: errors.template,
                required: true,
                disabled: Boolean(locked), hint: templates.list.length === 0 ? t('form.template.none') : undefined,
                options: [
                    { value: '', label: t('form.choose') },
                    ...(current && !isThere
                        ? [{ value: current, label: t('form.template.gone', { name: values.template }) }] : []),
                    ...templates.list.map(option)
                ],
                onchange: value => {
                    const at = value.lastIndexOf(' ');
                    form.set('template', value.slice(0, Math.max(0, at)));
                    form.set('template_language', value.slice(at + 1) || values.template_language);
                }
            })}
            ${select({
                id: 'form-template_alt', label: t('form.template.alt'), value: values.template_alt,
                error: errors.template_alt,
                disabled: Boolean(locked), hint: t('form.template.alt_hint'),
                options: [
                    { value: '', label: t('form.template.same') },
                    ...(values.template_alt && !alt
                        ? [{ value: values.template_alt, label: t('form.template.gone',
                            { name: values.template_alt }) }]
                        : []),
                    ...alternatives.map(template => ({ value: template.name, label: template.name + status(template) }))
                ],
                onchange: value => form.set('template_alt', value)
            })}
        </div>
        <div class="message-shown">${main ? bubble(form, main) : none}
            ${alt && alt !== main ? bubble(form, alt, t('form.template.alt_short')) : none}</div>
        ${main ? needs(form, main, alt) : none}`;
}

/** The preview of the message, with the values of a contact of the campaign if there is one. */
function bubble(form, template, caption) {
    const { header, body, footer, buttons } = template;
    const shown = form.imageUrl
        ? html`<img src=${form.imageUrl} alt=${t('form.image.alt')} />`
        : html`<span class="message-image">${t('form.image.place')}</span>`;
    return html`<figure class="message">
        <figcaption>${caption ?? t('form.template.preview')}
            ${template.status === USABLE ? none : html`<strong class="is-needs">${template.status}</strong>`}
            <span class="muted">${template.category.toLowerCase()}</span></figcaption>
        <div class="message-text">
            ${needsImage(template) ? shown : none}
            ${header?.text ? html`<p class="message-head">${filled(header.text, form.sample)}</p>` : none}
            <p class="message-body">${filled(body, form.sample)}</p>
            ${footer ? html`<p class="message-foot">${text(footer)}</p>` : none}
            ${buttons.map(each => html`<p class="message-button">${text(each.text)}</p>`)}
        </div>
        ${template.unsupported.length > 0
            ? html`<p class="error">${icon('alert')}<span>${t('form.template.unsupported', {
                what: template.unsupported.join(', ') })}</span></p>`
            : none}
    </figure>`;
}

/** The variables that the contacts need; each is found or missing in the loaded data. */
function needs(form, main, alt) {
    const names = [...new Set([...main.parameters, ...(alt?.parameters ?? [])])];
    if (names.length === 0) {
        return none;
    }
    return html`<p class="needs"><span>${t('form.template.needs')}</span> ${names.map(name => knownChip(form,
        name))}</p>
        ${form.known ? none : html`<p class="hint">${t('form.template.needs_hint')}</p>`}`;
}

/** A name with its state: found in the contacts, missing in them, or unknown. */
export function knownChip(form, name) {
    if (!form.known) {
        return html`<span class="chip">${text(name)}</span>`;
    }
    const found = isKnown(form.known, name);
    return html`<span class="chip ${found ? 'is-found' : 'is-missing'}">${icon(found ? 'done' : 'alert')}${text(name)}
        <span class="hidden">${t(found ? 'form.found' : 'form.missing')}</span></span>`;
}

/** The names in the first message that no contact has. */
export function unknownNames(form) {
    return form.known ? namesIn(form.values.first_message).filter(name => !isKnown(form.known, name)) : [];
}

function image(form) {
    const { values, errors } = form;
    const locked = form.locked('template_image');
    const pick = event => takeImage(form, event.target.files[0]);
    const drop = event => {
        event.preventDefault();
        if (!locked && event.dataTransfer.files.length > 0) {
            takeImage(form, event.dataTransfer.files[0]);
        }
    };
    return html`<div class="image-field" @dragover=${event => event.preventDefault()} @drop=${drop}>
        ${form.imageUrl ? html`<img src=${form.imageUrl} alt=${t('form.image.alt')} />` : none}
        <div>
            ${field({
                id: 'form-template_image', label: t('form.image.label'), value: values.template_image,
                spellcheck: 'false',
                error: errors.template_image, hint: t('form.image.hint'), readonly: locked ? true : undefined,
                oninput: value => form.set('template_image', value)
            })}
            ${locked ? none : html`<label class="button file-button" aria-busy=${form.sendingImage ? 'true' : none}>
                <input type="file" class="hidden" accept="image/jpeg,image/png" ?disabled=${form.sendingImage}
                    @change=${pick} />
                ${icon('upload')}<span>${t(form.sendingImage ? 'form.image.sending' : 'form.image.pick')}</span></label>`}
        </div>
    </div>`;
}
