/**
 * The app around the screens: navigation, sign-in, keys, and the handling of failures.
 *
 * A screen is a module in screens/ with `export const screen = {title(params), element: 'vu-…'}`. A new element is
 * created for another address and gets `.params` = {route, id, campaign, upload, agent, line} and `.query`; if only the
 * query differs, the same element gets the new `.query`. A screen with a more specific title calls
 * `window.dispatchEvent(new CustomEvent('vu-title'))`, and `title(params)` is called again.
 */
import { answerIn, heartbeat, onUnauthorized, session } from './api.js';
import { go, here, html, language, link, LitElement, none, plain, setLanguage, t } from './core.js';
import { listen, showKeys } from './keys.js';
import { preferredLanguage, routeOf, SCREENS } from './app.js';
import { announce, button, errorText, field, icon, menu, nothing, page } from './parts.js';

const NAV = [
    ['campaigns', 'campaigns', null],
    ['people', 'people', null],
    ['lists', 'lists', null],
    ['lines', 'agents', null],
    ['analytics', 'analytics', null],
    ['admin', 'keys', 'admin']
];


class App extends LitElement {
    static properties = {
        ready: { state: true }, view: { state: true }, navOpen: { state: true }, failure: { state: true },
        keyText: { state: true }, keyError: { state: true }, signing: { state: true }, again: { state: true },
        offline: { state: true }
    };

    constructor() {
        super();
        Object.assign(this, { ready: false, view: null, navOpen: false, failure: null, again: null, offline: false });
        Object.assign(this, { keyText: '', keyError: null, signing: false });
    }

    createRenderRoot() {
        return this;
    }

    async connectedCallback() {
        super.connectedCallback();
        window.addEventListener('popstate', () => this.route());
        window.addEventListener('vu-route', event => this.route(event.detail));
        window.addEventListener('vu-title', () => this.retitle());
        window.addEventListener('error', event => this.broke(event.error ?? event.message));
        window.addEventListener('unhandledrejection', event => this.broke(event.reason));
        window.addEventListener('online', () => this.connection());
        window.addEventListener('offline', () => this.connection());
        document.addEventListener('click', event => this.clicked(event));
        listen(this);
        onUnauthorized(() => this.signInAgain());
        const linked = /^#key=(.+)$/.exec(location.hash)?.[1];
        if (linked) {
            history.replaceState(null, '', location.pathname + location.search);
        }
        await setLanguage(preferredLanguage());
        answerIn(language());
        if (linked) {
            await this.signIn(decoded(linked));
        } else {
            session.restore();
        }
        this.ready = true;
        if (session.key) {
            await this.route();
        } else {
            this.retitle();
            await this.updateComplete;
            this.querySelector('#key')?.focus();
        }
    }

    // --- Addresses

    async route({ replace = false } = {}) {
        const { path, query } = here();
        if (path === '') {
            go('campaigns', {}, { replace: true });
            return;
        }
        if (!session.key) {
            return;
        }
        const found = routeOf(path);
        const same = found && this.view?.element && this.view.path === path;
        this.navOpen = false;
        if (same) {
            this.view.element.query = query;
            this.view = { ...this.view, query };
            return;
        }
        if (!found) {
            this.view = { path, missing: true };
            this.retitle();
            await this.arrive();
            return;
        }
        await this.open(path, query, found);
        if (!replace) {
            scrollTo(0, 0);
        }
    }

    async open(path, query, { route, params }) {
        let module;
        try {
            module = await SCREENS[route.name]();
        } catch (error) {
            console.warn(error);
            this.view = { path, nav: route.nav, broken: true };
            return;
        }
        if (here().path !== path) {
            return;
        }
        const element = document.createElement(module.screen.element);
        element.params = params;
        element.query = query;
        this.view = { path, query, params, nav: route.nav, element, screen: module.screen };
        this.retitle();
        await this.arrive();
    }

    retitle() {
        const { screen, params, missing } = this.view ?? {};
        if (!session.key) {
            document.title = t('app.title', { page: t('sign_in.title') });
        } else if (missing) {
            document.title = t('app.title', { page: t('app.not_found') });
        } else if (screen) {
            document.title = t('app.title', { page: plain(screen.title(params)) });
        }
    }

    /** Moves the focus to the h1 of the new page, but not on the first page and not out of a dialog. */
    async arrive() {
        const first = !this.arrived;
        this.arrived = true;
        await this.updateComplete;
        await this.view?.element?.updateComplete;
        if (!first && !document.querySelector('dialog[open]')) {
            (this.querySelector('main h1') ?? this.querySelector('main'))?.focus({ preventScroll: true });
        }
    }

    /** Follows links within the console by the history API, without loading the page again. */
    clicked(event) {
        const anchor = event.target.closest?.('a[href]');
        const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
        if (!anchor || event.defaultPrevented || !plainClick || anchor.target || anchor.hasAttribute('download')) {
            return;
        }
        const url = new URL(anchor.href);
        const within = url.origin === location.origin && url.pathname.startsWith('/console/');
        if (within && !anchor.getAttribute('href').startsWith('#')) {
            event.preventDefault();
            go(url.pathname.slice('/console/'.length), Object.fromEntries(url.searchParams));
        }
    }

    // --- Signing in

    async signIn(key) {
        this.signing = true;
        this.keyError = null;
        try {
            await session.signIn(key.trim());
            this.keyText = '';
            return true;
        } catch (error) {
            this.keyText = key;
            const wrong = error.status === 401 || error.status === 400;
            this.keyError = () => (wrong ? t('sign_in.wrong') : errorText(error));
            return false;
        } finally {
            this.signing = false;
        }
    }

    async submitKey(event) {
        event.preventDefault();
        if (this.signing) {
            return;
        }
        if (this.keyText.trim() === '') {
            this.keyError = () => t('sign_in.empty');
        } else if (await this.signIn(this.keyText)) {
            const again = this.again;
            this.again = null;
            if (again) {
                this.querySelector('dialog.again')?.close();
                again.resolve();
                this.redraw();
            } else {
                await this.route();
            }
            return;
        }
        await this.updateComplete;
        this.querySelector('#key')?.focus();
    }

    /**
     * Shows the sign-in form over the page if a key is no longer accepted; every waiting request continues afterwards.
     */
    async signInAgain() {
        if (!this.again) {
            this.again = Promise.withResolvers?.() ?? deferred();
            this.keyError = null;
            await this.updateComplete;
            this.querySelector('dialog.again')?.showModal();
        }
        return this.again.promise;
    }

    signOut() {
        session.signOut();
        this.view = null;
        this.keyText = '';
        this.keyError = null;
        this.retitle();
        this.requestUpdate();
        this.updateComplete.then(() => this.querySelector('#key')?.focus());
    }

    async switchLanguage() {
        await setLanguage(language() === 'es' ? 'en' : 'es', true);
        answerIn(language());
        this.redraw();
        heartbeat.now();
    }

    /** Renders everything again: for another language, or for the scope of another key. */
    redraw() {
        this.retitle();
        for (const element of this.querySelectorAll('*')) {
            element.requestUpdate?.();
        }
        this.requestUpdate();
    }

    // --- Failures

    broke(reason) {
        if (reason?.name === 'AbortError' || /ResizeObserver/.test(String(reason))) {
            return;
        }
        console.warn(reason);
        this.failure = t('app.error');
        announce(this.failure);
    }

    connection() {
        this.offline = !navigator.onLine;
        if (navigator.onLine) {
            heartbeat.now();
        }
    }

    // --- Rendering

    render() {
        if (!this.ready) {
            return none;
        }
        return html`<a class="skip" href="#main" @click=${this.skip}>${t('app.skip')}</a>
            ${session.key ? this.bar() : none}
            ${this.failure ? this.failureBar() : none}
            ${this.offline ? html`<div class="app-error" role="status"><p>${t('app.offline')}</p></div>` : none}
            <main id="main" tabindex="-1">${session.key ? this.content() : this.signInPage()}</main>
            ${this.again ? this.signInDialog() : none}`;
    }

    skip(event) {
        event.preventDefault();
        document.getElementById('main').focus();
    }

    bar() {
        const shown = NAV.filter(([, , scope]) => session.may(scope));
        return html`<header class="bar ${this.navOpen ? 'is-open' : ''}">
            <a class="brand" href=${link('campaigns')}>${icon('logo')}<span>${t('app.name')}</span></a>
            <nav id="nav" aria-label=${t('app.main_nav')}>
                ${shown.map(
                    ([name, path]) =>
                        html`<a href=${link(path)} aria-current=${this.view?.nav === name ? 'page' : none}
                            >${t(`nav.${name}`)}</a
                        >`
                )}
            </nav>
            <div class="bar-end">
                <button class="button is-quiet" type="button" lang=${language() === 'es' ? 'en' : 'es'}
                    aria-label=${t('app.language_of')} @click=${this.switchLanguage}>${t('app.language')}</button>
                ${menu({
                    label: t('app.key_named', { name: plain(session.name), scope: t(`scope.${session.scope}`) }),
                    icon: 'user',
                    kind: 'quiet',
                    hideLabel: true,
                    items: [
                        {
                            label: t('app.sign_out'),
                            hint: t('app.key_named', { name: plain(session.name), scope: t(`scope.${session.scope}`) }),
                            onclick: () => this.signOut()
                        },
                        { label: t('keys.title'), hint: '?', onclick: showKeys }
                    ]
                })}
                <button class="button is-quiet bar-toggle" type="button" aria-label=${t('app.menu')} aria-controls="nav"
                    aria-expanded=${this.navOpen ? 'true' : 'false'} @click=${() => (this.navOpen = !this.navOpen)}>
                    ${icon(this.navOpen ? 'cross' : 'menu')}
                </button>
            </div>
        </header>`;
    }

    failureBar() {
        return html`<div class="app-error" role="alert">
            <p>${this.failure}</p>
            <div class="actions">
                ${button({ label: t('app.reload'), onclick: () => location.reload() })}
                ${button({ label: t('app.close'), kind: 'quiet', onclick: () => (this.failure = null) })}
            </div>
        </div>`;
    }

    content() {
        const view = this.view;
        if (!view) {
            return none;
        }
        if (view.missing || view.broken) {
            const reload = button({ label: t('app.reload'), kind: 'primary', onclick: () => location.reload() });
            const campaigns = button({ label: t('app.to_campaigns'), kind: 'primary', href: link('campaigns') });
            return page({
                title: t(view.broken ? 'part.failed' : 'app.not_found'),
                body: nothing(t(view.broken ? 'app.module' : 'app.not_found_text'), view.broken ? reload : campaigns)
            });
        }
        return view.element;
    }

    signInPage() {
        return html`<div class="sign-in">
            <span class="brand">${icon('logo')}<span>${t('app.name')}</span></span>
            <h1 tabindex="-1">${t('sign_in.title')}</h1>
            ${this.keyForm()}
            <p><button class="button is-quiet" type="button" lang=${language() === 'es' ? 'en' : 'es'}
                aria-label=${t('app.language_of')} @click=${this.switchLanguage}>${t('app.language')}</button></p>
        </div>`;
    }

    signInDialog() {
        return html`<dialog class="dialog again" aria-labelledby="again-title"
            @cancel=${event => event.preventDefault()}>
            <div class="stack">
                <h2 id="again-title">${t('sign_in.again')}</h2>
                <p>${t('sign_in.again_text')}</p>
                ${this.keyForm()}
            </div>
        </dialog>`;
    }

    keyForm() {
        return html`<form @submit=${this.submitKey} novalidate>
            ${field({
                id: 'key', label: t('sign_in.key'), hint: t('sign_in.hint'), value: this.keyText, error: this.keyError?.(),
                type: 'password', autocomplete: 'current-password', spellcheck: 'false',
                oninput: value => (this.keyText = value)
            })}
            <div class="actions">
                ${button({ label: t('sign_in.action'), kind: 'primary', type: 'submit', busy: this.signing })}
            </div>
        </form>`;
    }
}

function decoded(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

function deferred() {
    const made = {};
    made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made;
}

customElements.define('vu-app', App);
