/** API keys at `keys`, webhook endpoints at `webhooks`: the address determines the element that the app creates. */
import { here, t } from '../core.js';
import './api-keys.js';
import './webhooks.js';

export const screen = {
    title: ({ route }) => t(route === 'webhooks' ? 'nav.webhooks' : 'nav.keys'),
    get element() {
        return here().path === 'webhooks' ? 'vu-webhooks' : 'vu-api-keys';
    }
};
