/**
 * The start of the console: the addresses, the module that each needs, and the language. It imports nothing itself and
 * requests the app, Lit, the words and the screen together, so that a first visit waits for a chain of five requests
 * instead of eight.
 */

/** Key in sessionStorage: the language chosen in this tab. */
export const LANGUAGE = 'vuelta.language';

export const WORDS = {
    en: () => import('./words/en.js'),
    es: () => import('./words/es.js')
};

export const SCREENS = {
    activity: () => import('./screens/activity.js'),
    admin: () => import('./screens/admin.js'),
    analytics: () => import('./screens/analytics.js'),
    campaigns: () => import('./screens/campaigns.js'),
    contacts: () => import('./screens/contacts.js'),
    exports: () => import('./screens/exports.js'),
    form: () => import('./screens/form.js'),
    lines: () => import('./screens/lines.js'),
    lists: () => import('./screens/lists.js'),
    overview: () => import('./screens/overview.js'),
    people: () => import('./screens/people.js'),
    start: () => import('./screens/start.js'),
    upload: () => import('./screens/upload.js')
};

/** Paths with {names}, their screen, and their entry in the navigation. */
const ROUTES = [
    ['campaigns', 'campaigns', 'campaigns'],
    ['campaigns/new', 'form', 'campaigns'],
    ['campaigns/{campaign}', 'overview', 'campaigns'],
    ['campaigns/{campaign}/start', 'start', 'campaigns'],
    ['campaigns/{campaign}/settings', 'form', 'campaigns'],
    ['campaigns/{campaign}/contacts', 'contacts', 'campaigns'],
    ['campaigns/{campaign}/uploads/{upload}', 'upload', 'campaigns'],
    ['campaigns/{campaign}/activity', 'activity', 'campaigns'],
    ['campaigns/{campaign}/exports', 'exports', 'campaigns'],
    ['people', 'people', 'people'],
    ['lists', 'lists', 'lists'],
    ['agents', 'lines', 'lines'],
    ['agents/{agent}', 'lines', 'lines'],
    ['lines/{line}', 'lines', 'lines'],
    ['analytics', 'analytics', 'analytics'],
    ['keys', 'admin', 'admin'],
    ['webhooks', 'admin', 'admin']
].map(([pattern, name, nav]) => ({ pattern, name, nav, parts: pattern.split('/') }));

/** @returns {?{route: Object, params: Record<string, string>}} */
export function routeOf(path) {
    const given = path.split('/');
    for (const route of ROUTES) {
        if (route.parts.length === given.length) {
            const params = { route: route.pattern };
            const fits = route.parts.every((part, index) => {
                const name = /^\{(\w+)\}$/.exec(part)?.[1];
                if (name) {
                    params[name] = given[index];
                }
                return name ? given[index] !== '' : part === given[index];
            });
            if (fits) {
                params.id = params.campaign ?? params.line ?? params.agent;
                return { route, params };
            }
        }
    }
    return null;
}

/** The language of the tab, otherwise the browser's first language that the console supports, otherwise English. */
export function preferredLanguage() {
    const wanted = [sessionStorage.getItem(LANGUAGE), ...navigator.languages].map(tag => (tag ?? '').slice(0, 2));
    return wanted.find(tag => Object.hasOwn(WORDS, tag)) ?? 'en';
}

/** Loads a module in advance. Errors are ignored: the later import of the same module reports its own error. */
function ahead(loading) {
    loading.catch(() => {});
}

const path = location.pathname.replace(/^\/console\/?/, '').replace(/\/$/, '');
ahead(import('./shell.js'));
ahead(import('./vendor/lit-element/lit-element.js'));
ahead(WORDS[preferredLanguage()]());
ahead(SCREENS[routeOf(path || 'campaigns')?.route.name ?? 'campaigns']());
