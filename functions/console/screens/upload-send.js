/**
 * Sends a contact file to the URL of the API: in one piece, or a large file in parts, three at the same time, each with
 * retries.
 */
import { ApiError, api, newKey, uploadFile } from '../api.js';

const WHOLE_BYTES = 64 * 1024 * 1024;
const AT_A_TIME = 3;
const TRIES = 3;
const PAUSE_MS = 1000;

/** Headers that the browser sets and does not let scripts set. */
const OWN_HEADERS = ['content-length', 'host'];

/** Files that were sent from this tab, by upload: a mapping can be corrected without selecting the file again. */
export const sentFiles = new Map();

/**
 * @param {string} campaign
 * @param {File} file
 * @param {{columns: ?Object, ifDuplicate: string, onProgress: function(number): void, signal: AbortSignal}} options
 *     `onProgress` receives the number of sent bytes
 * @returns {Promise<string>} the upload's id
 */
export async function sendFile(campaign, file, { columns, ifDuplicate, onProgress, signal }) {
    const inParts = file.size > WHOLE_BYTES;
    const { upload } = await api('createUpload', {
        path: { campaign }, key: newKey(), signal,
        body: {
            file_name: file.name.slice(0, 255) || 'contacts.csv', size: file.size, if_duplicate: ifDuplicate,
            ...(columns ? { columns } : {}), ...(inParts ? { method: 'MULTIPART' } : {})
        }
    });
    if (upload.method === 'MULTIPART') {
        await sendParts(file, upload.parts, onProgress, signal);
        await api('completeUpload', { path: { campaign, upload: upload.id }, signal });
    } else {
        await again(() => uploadFile(upload.url, file, {
            method: upload.method, headers: sendable(upload.headers), onProgress, signal
        }), signal);
    }
    sentFiles.set(upload.id, file);
    return upload.id;
}

function sendable(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase())));
}

async function sendParts(file, parts, onProgress, signal) {
    const sent = new Map();
    const left = [];
    let from = 0;
    for (const part of parts) {
        left.push({ ...part, from });
        from += part.size;
    }
    const progress = (number, bytes) => {
        sent.set(number, bytes);
        onProgress([...sent.values()].reduce((sum, each) => sum + each, 0));
    };
    const one = async () => {
        for (let part = left.shift(); part; part = left.shift()) {
            const { number, url, size, method, from: start } = part;
            await again(() => uploadFile(url, file.slice(start, start + size), {
                method, signal, onProgress: bytes => progress(number, bytes)
            }), signal);
            progress(number, size);
        }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, one));
}

/** Tries again after a connection error, but not after a refusal. */
async function again(send, signal) {
    for (let tries = 1; ; tries++) {
        try {
            return await send();
        } catch (error) {
            const passing = error instanceof ApiError && (error.status === 0 || error.status >= 500);
            if (signal.aborted || !passing || tries === TRIES) {
                throw error;
            }
            await new Promise(resolve => { setTimeout(resolve, PAUSE_MS * tries); });
        }
    }
}
