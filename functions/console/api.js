/**
 * Requests to the API: the only module that sends any.
 *
 * - `api(operationId, {path, query, body, key, signal})` returns the parsed body or throws an `ApiError`. `path` fills
 *   the `{names}` of the operation's path; values of `query` that are null, undefined or '' are omitted, and a list
 *   repeats its name. `body` is sent as JSON, or unchanged if it is a Blob. `key` is the Idempotency-Key (`newKey()`).
 *   A GET has 10 seconds, any other request 30. After 429 and 503 it is tried three times, with the wait of
 *   Retry-After. A 401 opens the sign-in dialog; after the sign-in the request continues with the same Idempotency-Key,
 *   and all other requests wait until then. There are at most 8 requests a second and 4 at the same time.
 * - `session`: `key`, `name`, `scopes`, `may(scope)`; `signIn(key)`, `signOut()`.
 * - `uploadFile(url, file, {method, headers, onProgress, signal})` by XMLHttpRequest, returns `{status, etag}`.
 * - `heartbeat.watch(owner, {first, load, next, failed})`: the app's only timer for refreshing.
 * - `lastCampaign(id)`: the campaign in the last response that contained it, or null; with it, a change of tab is
 *   immediate.
 */
import { operations } from './generated/operations.js';

export { heartbeat } from './heartbeat.js';

const MAX_AT_ONCE = 4;
const MAX_PER_SECOND = 8;
const READ_MS = 10_000;
const WRITE_MS = 30_000;
const MAX_TRIES = 3;
const SESSION = 'vuelta.session';

/**
 * A request that did not succeed. `code` is the API's error code, or NETWORK (no response), TIMEOUT, or NOT_JSON.
 * `uncertain` is true for a writing request whose outcome is unknown: send it again with the same key.
 */
export class ApiError extends Error {
    /**
     * @param {{status: number, code: string, message: string, field?: ?string, details?: Object, retryAfter?: number,
     *     uncertain?: boolean}} failure
     */
    constructor(failure) {
        super(failure.message);
        this.name = 'ApiError';
        this.status = failure.status;
        this.code = failure.code;
        this.field = failure.field ?? null;
        this.details = failure.details ?? {};
        this.retryAfter = failure.retryAfter ?? 0;
        this.uncertain = failure.uncertain ?? false;
    }
}

/** The session of the signed-in user, in sessionStorage, so only for this tab. */
export const session = {
    key: null,
    name: '',
    scope: '',
    scopes: [],
    /** @param {?string} scope read, write, admin, or null if no scope is needed */
    may(scope) {
        return !scope || this.scopes.includes(scope);
    },
    /** Restores the session of the tab; returns true if there is one. */
    restore() {
        try {
            Object.assign(this, JSON.parse(sessionStorage.getItem(SESSION) ?? 'null'));
        } catch {
            sessionStorage.removeItem(SESSION);
        }
        return this.key !== null;
    },
    /** Requests the owner of the key and stores the key. Throws an ApiError with status 401 for an unknown key. */
    async signIn(key) {
        const { me } = await send('me', {}, key);
        Object.assign(this, { key, name: me.name, scope: me.scope, scopes: me.scopes });
        const { name, scope, scopes } = me;
        sessionStorage.setItem(SESSION, JSON.stringify({ key, name, scope, scopes }));
    },
    /** Deletes the key and all drafts: the next user of this tab may be another person. */
    signOut() {
        Object.assign(this, { key: null, name: '', scope: '', scopes: [] });
        const drafts = Object.keys(sessionStorage).filter(name => name.startsWith('vuelta.draft.'));
        drafts.forEach(name => sessionStorage.removeItem(name));
        sessionStorage.removeItem(SESSION);
        campaigns.clear();
    }
};

let signInAgain = null;
/** Set while the sign-in dialog is open: no request is sent with a key that was refused. */
let signingIn = null;
let language = 'en';
/** @type {Map<string, Object>} */
const campaigns = new Map();
/** @type {WeakMap<Object, number>} */
const reads = new WeakMap();

/** Sets the function that opens the sign-in dialog. It returns a promise that is fulfilled after the sign-in. */
export function onUnauthorized(ask) {
    signInAgain = ask;
}

/** The language of the API's sentences. */
export function answerIn(tag) {
    language = tag;
}

/** The campaign in the last response that contained it. */
export function lastCampaign(id) {
    return campaigns.get(id) ?? null;
}

/** When a campaign was read, in milliseconds: its data is not newer than this. */
export function whenRead(campaign) {
    return reads.get(campaign) ?? Date.now();
}

/** A new Idempotency-Key. Make it when a form is first touched, keep it in the draft, drop it on success. */
export function newKey() {
    return crypto.randomUUID();
}

/**
 * @param {string} operationId
 * @param {{path?: Object, query?: Object, body?: *, key?: string, signal?: AbortSignal}} [options]
 * @returns {Promise<*>} the body of the response
 */
export async function api(operationId, options = {}) {
    for (;;) {
        await unlessAborted(signingIn, options.signal);
        const used = session.key;
        try {
            return remember(await persist(operationId, options));
        } catch (error) {
            if (error.status !== 401 || signInAgain === null || session.key === null) {
                throw error;
            }
            if (session.key === used) {
                signingIn ??= signInAgain().finally(() => (signingIn = null));
            }
        }
    }
}

/** Waits for a promise, if there is one, until the signal aborts. */
function unlessAborted(promise, signal) {
    signal?.throwIfAborted();
    if (!promise || !signal) {
        return promise;
    }
    return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        promise.then(resolve, reject);
    });
}

function remember(answer) {
    for (const campaign of [answer?.campaign, answer?.campaigns ?? []].flat()) {
        if (campaign?.id) {
            campaigns.set(campaign.id, campaign);
            reads.set(campaign, Date.now());
        }
    }
    return answer;
}

async function persist(operationId, options) {
    for (let tries = 1; ; tries++) {
        try {
            return await send(operationId, options, session.key);
        } catch (error) {
            if ((error.status !== 429 && error.status !== 503) || tries === MAX_TRIES) {
                throw error;
            }
            await pause(Math.min(error.retryAfter || tries, 20) * 1000, options.signal);
        }
    }
}

function pause(milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds);
        signal?.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(signal.reason);
        });
    });
}

async function send(operationId, { path = {}, query = {}, body, key, signal }, apiKey) {
    const operation = operations[operationId];
    if (!operation) {
        throw new TypeError(`No operation ${operationId}`);
    }
    const reads = operation.method === 'GET';
    const release = await turn(signal);
    const timeout = AbortSignal.timeout(reads ? READ_MS : WRITE_MS);
    try {
        const response = await fetch(address(operation.path, path, query), {
            method: operation.method,
            headers: headers(body, key, apiKey),
            body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
            signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
            credentials: 'omit',
            cache: 'no-store'
        });
        return await read(response);
    } catch (error) {
        if (error instanceof ApiError || signal?.aborted) {
            throw error;
        }
        const code = timeout.aborted ? 'TIMEOUT' : 'NETWORK';
        throw new ApiError({ status: 0, code, message: String(error.message ?? error), uncertain: !reads });
    } finally {
        release();
    }
}

function headers(body, key, apiKey) {
    const sent = { 'Accept-Language': language };
    if (apiKey) {
        sent.Authorization = `api-key ${apiKey}`;
    }
    if (body !== undefined) {
        sent['Content-Type'] = body instanceof Blob ? body.type || 'application/octet-stream' : 'application/json';
    }
    if (key) {
        sent['Idempotency-Key'] = key;
    }
    return sent;
}

function address(template, path, query) {
    const filled = template.replace(/\{(\w+)\}/g, (whole, name) => {
        if (path[name] === undefined || path[name] === '') {
            throw new TypeError(`${template} needs ${name}`);
        }
        return encodeURIComponent(path[name]);
    });
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        for (const one of Array.isArray(value) ? value : [value]) {
            if (one !== null && one !== undefined && one !== '') {
                asked.append(name, one);
            }
        }
    }
    const text = asked.toString();
    return text ? `${filled}?${text}` : filled;
}

async function read(response) {
    const text = await response.text();
    let body = null;
    try {
        body = text ? JSON.parse(text) : {};
    } catch {
        body = null;
    }
    if (response.ok && body !== null) {
        return body;
    }
    const { error, message, field, success, ...details } = body ?? {};
    throw new ApiError({
        status: response.status,
        code: error ?? 'NOT_JSON',
        message: message ?? response.statusText,
        field,
        details,
        retryAfter: Number(response.headers.get('Retry-After')) || 0
    });
}

// --- Limits of simultaneous requests and of requests per second

let underWay = 0;
const begun = [];
const waiting = [];
let clock = null;

function turn(signal) {
    return new Promise((resolve, reject) => {
        const entry = { resolve, reject, signal };
        waiting.push(entry);
        signal?.addEventListener('abort', () => {
            const at = waiting.indexOf(entry);
            if (at >= 0) {
                waiting.splice(at, 1);
                reject(signal.reason);
            }
        });
        admit();
    });
}

function admit() {
    clearTimeout(clock);
    const now = performance.now();
    while (begun.length > 0 && now - begun[0] >= 1000) {
        begun.shift();
    }
    while (waiting.length > 0 && underWay < MAX_AT_ONCE && begun.length < MAX_PER_SECOND) {
        underWay++;
        begun.push(now);
        waiting.shift().resolve(release);
    }
    if (waiting.length > 0 && begun.length >= MAX_PER_SECOND) {
        clock = setTimeout(admit, 1000 - (now - begun[0]) + 1);
    }
}

function release() {
    underWay--;
    admit();
}

/**
 * Sends a file to a presigned URL. It uses XMLHttpRequest because fetch does not report progress.
 *
 * @param {string} url
 * @param {Blob} file
 * @param {{method?: string, headers?: Record<string, string>, onProgress?: function(number, number): void, signal?:
 * AbortSignal}} options
 * @returns {Promise<{status: number, etag: ?string}>}
 */
export function uploadFile(url, file, { method = 'PUT', headers: sent = {}, onProgress, signal } = {}) {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const refuse = (status, code) =>
            reject(new ApiError({ status, code, message: request.statusText || code, uncertain: status === 0 }));
        request.open(method, url);
        for (const [name, value] of Object.entries(sent)) {
            request.setRequestHeader(name, value);
        }
        request.upload.addEventListener('progress', event => onProgress?.(event.loaded, event.total));
        request.addEventListener('load', () =>
            request.status < 300
                ? resolve({ status: request.status, etag: request.getResponseHeader('ETag') })
                : refuse(request.status, 'UPLOAD_REFUSED')
        );
        request.addEventListener('error', () => refuse(0, 'NETWORK'));
        request.addEventListener('abort', () => reject(signal?.reason ?? new DOMException('Aborted', 'AbortError')));
        signal?.addEventListener('abort', () => request.abort());
        request.send(file);
    });
}
