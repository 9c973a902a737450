/** The data of each contact that a campaign's message needs. */
import { api } from '../api.js';
import { namesIn } from './placeholders.js';

/**
 * @returns {Promise<string[]>} names of fields and variables; empty for a WhatsApp campaign whose provider does not
 *     answer
 */
export async function neededNames({ integration_type: channel, first_message: message, ...campaign }) {
    if (channel !== 'whatsapp') {
        return namesIn(message ?? '');
    }
    const { integration, template, template_alt: alt, template_language: language } = campaign;
    try {
        const { templates } = await api('listTemplates', { path: { integration: integration.id } });
        const used = templates.filter(each => each.language === language && [template, alt].includes(each.name));
        return [...new Set(used.flatMap(each => each.parameters))];
    } catch {
        return [];
    }
}
