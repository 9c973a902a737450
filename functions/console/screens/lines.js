/**
 * Agents and lines: `agents` (both in one list), `agents/{agent}` (change an agent, add a line) and `lines/{line}`. The
 * address determines the element that the app creates.
 */
import { here, t } from '../core.js';
import { agentName } from './agents.js';
import { lineName } from './line.js';

export const screen = {
    title: ({ line, agent }) => (line ? lineName(line) : agent ? agentName(agent) : t('nav.lines')),
    get element() {
        return here().path.startsWith('lines/') ? 'vu-line' : 'vu-agents';
    }
};
