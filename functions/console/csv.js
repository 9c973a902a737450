/**
 * Reads the first part of a contact file by the server's rules: its kind, encoding, delimiter, columns and first rows,
 * and the use of each column. It is only a preview; the server reads the whole file and decides.
 *
 * `look(file)` returns a `Preview`, or throws a `FileProblem` whose `code` is one of the API's (`file.CODE`).
 *
 * @typedef {{index: number, name: string, becomes: string, filled: number, samples: string[]}} Column
 * @typedef {Object} Preview
 * @property {string} encoding `UTF-8`, `UTF-16` or `windows-1252`
 * @property {boolean} packed whether it is a gzip file
 * @property {string} delimiter
 * @property {number} above the number of rows above the header
 * @property {Column[]} columns
 * @property {string[][]} rows the first rows below the header
 * @property {number} lines the number of rows below the header; approximate for a large file; for a gzip file, only
 *     those that were read
 * @property {boolean} whole whether the number is exact
 * @property {boolean} ambiguous whether several columns, the `candidates`, may contain the phone number
 * @property {number[]} candidates
 * @property {boolean} exported whether it is an export of Vuelta
 */
import { understood } from './csv-columns.js';

/** Maximum number of bytes of a file that are read. */
export const LOOK = 256 * 1024;

const MAX_HEADERS = 10;
const DELIMITERS = [',', ';', '\t', '|'];

/** A file that cannot be used. `kind` is its actual format, if known: `xlsx`, `xls`, `pdf` … */
export class FileProblem extends Error {
    constructor(code, kind = '') {
        super(code);
        this.code = code;
        this.kind = kind;
    }
}

/**
 * @param {Blob} file
 * @returns {Promise<Preview>}
 */
export async function look(file) {
    if (file.size === 0) {
        throw new FileProblem('EMPTY_FILE');
    }
    let bytes = new Uint8Array(await file.slice(0, LOOK).arrayBuffer());
    const packed = begins(bytes, 0x1f, 0x8b);
    if (packed) {
        bytes = await unpacked(file);
    }
    refuseKnown(bytes);
    const cut = packed ? bytes.length >= LOOK : file.size > LOOK;
    const { text, encoding } = decoded(bytes, cut);
    const separator = /^sep=([,;\t|])\r?\n?/i.exec(text);
    const delimiter = separator ? separator[1] : likeliestDelimiter(text);
    const rows = rowsOf(separator ? text.slice(separator[0].length) : text, delimiter, cut);
    const filled = rows.filter(row => row.some(cell => cell.trim()));
    if (filled.length === 0) {
        throw new FileProblem('EMPTY_FILE');
    }
    const found = understood(filled);
    const share = packed || !cut ? 1 : bytes.length / file.size;
    return { ...found, packed, encoding, delimiter, whole: !cut,
        lines: cut ? about(found.below / share) : found.below };
}

/** Rounds an estimate to two digits. */
const about = lines => Number(lines.toPrecision(2));

async function unpacked(file) {
    const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
    const bytes = new Uint8Array(LOOK);
    let length = 0;
    try {
        while (length < LOOK) {
            const { done, value } = await reader.read();
            if (done) {
                break;
            }
            bytes.set(value.subarray(0, LOOK - length), length);
            length += value.length;
        }
    } catch {
        throw new FileProblem('BROKEN_GZIP');
    } finally {
        reader.cancel().catch(() => {});
    }
    return bytes.subarray(0, Math.min(length, LOOK));
}

function begins(bytes, ...start) {
    return start.every((byte, at) => bytes[at] === byte);
}

function refuseKnown(bytes) {
    const start = new TextDecoder('latin1').decode(bytes.subarray(0, 65_536));
    const kinds = [
        ['xls', /^\xd0\xcf\x11\xe0/],
        ['pdf', /^%PDF/],
        ['image', /^(.PNG|\xff\xd8\xff|GIF8)/],
        ['archive', /^(7z\xbc\xaf|Rar!|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|\x1f\x8b)/],
        ['rtf', /^\{\\rtf/]
    ];
    if (start.startsWith('PK\x03\x04')) {
        const sheet = start.includes('xl/') || start.includes('[Content_Types].xml');
        throw new FileProblem('NOT_TEXT',
            sheet ? 'xlsx' : start.includes('opendocument.spreadsheet') ? 'ods' : 'archive');
    }
    const kind = kinds.find(([, signature]) => signature.test(start))?.[0];
    if (kind) {
        throw new FileProblem('NOT_TEXT', kind);
    }
    if (/^(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml)/i.test(start)) {
        throw new FileProblem('NOT_CSV');
    }
}

/**
 * Decodes the text by the server's rules, except for the rare old encodings of MS-DOS and the Macintosh, which the
 * server detects by their letters.
 */
function decoded(bytes, cut) {
    if (begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff)) {
        const name = bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
        return { encoding: 'UTF-16', text: new TextDecoder(name).decode(bytes) };
    }
    const zeros = [0, 0];
    bytes.forEach((byte, at) => { zeros[at % 2] += byte === 0 ? 1 : 0; });
    if (zeros[0] + zeros[1] > 0) {
        if (Math.min(...zeros) > 0 || Math.max(...zeros) < Math.max(2, (bytes.length * 3) / 8)) {
            throw new FileProblem('NOT_TEXT');
        }
        return { encoding: 'UTF-16', text: new TextDecoder(zeros[1] > 0 ? 'utf-16le' : 'utf-16be').decode(bytes) };
    }
    try {
        // An incomplete character at the end of the part that is read is not an error.
        const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
        return { encoding: 'UTF-8', text };
    } catch {
        const lenient = new TextDecoder('utf-8').decode(bytes);
        const malformed = lenient.split('\ufffd').length - 1;
        const valid = [...lenient].filter(c => c > '\x7f').length - malformed;
        return malformed > valid
            ? { encoding: 'windows-1252', text: new TextDecoder('windows-1252').decode(bytes) }
            : { encoding: 'UTF-8', text: lenient };
    }
}

/**
 * The most frequent delimiter in the first row that has any; if there are titles above the table, that of the table.
 */
export function likeliestDelimiter(text) {
    const rows = delimiterCounts(text);
    if (rows.length === 0) {
        return ',';
    }
    const most = row => row.reduce((best, count, at) => (at < 4 && count > row[best] ? at : best), 0);
    const best = most(rows[0]);
    const tableBegins = which => {
        const count = rows.at(-1)[which];
        let at = rows.length;
        while (at > 0 && count > 0 && rows[at - 1][which] === count) {
            at--;
        }
        return at;
    };
    if (tableBegins(best) > 0) {
        for (let which = 0; which < DELIMITERS.length; which++) {
            const at = tableBegins(which);
            if (at < Math.min(MAX_HEADERS, rows.length - 1) && rows[at][4] < 7 && rows[at][best] === 0) {
                return DELIMITERS[which];
            }
        }
    }
    return DELIMITERS[best];
}

/** The frequency of each delimiter outside quotes, and of digits, in each of the first rows that have a delimiter. */
function delimiterCounts(text) {
    const rows = [];
    let row = [0, 0, 0, 0, 0];
    let named = false;
    let quoted = false;
    let starts = true;
    for (let at = 0; at <= text.length && rows.length < 30; at++) {
        const c = text[at];
        if (quoted && c !== undefined) {
            const twice = c === '"' && text[at + 1] === '"';
            at += twice ? 1 : 0;
            quoted = twice || c !== '"';
        } else if (c === '"' && starts) {
            quoted = true;
            starts = false;
            named = true;
        } else if (c === '\n' || c === '\r' || c === undefined) {
            if (named && row.slice(0, 4).some(count => count > 0)) {
                rows.push(row);
            }
            row = [0, 0, 0, 0, 0];
            named = false;
            starts = true;
        } else {
            const which = DELIMITERS.indexOf(c);
            row[which >= 0 ? which : 4] += which >= 0 || (c >= '0' && c <= '9') ? 1 : 0;
            starts = which >= 0 || (starts && c === ' ');
            named ||= which < 0 && c.trim() !== '';
        }
    }
    return rows;
}

/** Rows of cells by RFC 4180 and common deviations from it: a quote opens a cell only at its beginning. */
export function rowsOf(text, delimiter, cut) {
    const rows = [];
    let row = [];
    let at = 0;
    const ends = c => c === undefined || c === delimiter || c === '\n' || c === '\r';
    while (at < text.length) {
        let cell = '';
        let start = at;
        while ((text[start] === ' ' || text[start] === '\t') && text[start] !== delimiter) {
            start++;
        }
        if (text[start] === '"') {
            at = start + 1;
            while (at < text.length && !(text[at] === '"' && text[at + 1] !== '"')) {
                at += text[at] === '"' ? 1 : 0;
                cell += text[at++];
            }
            if (at >= text.length && !cut) {
                throw new FileProblem('UNCLOSED_QUOTE');
            }
            at++;
            const behind = at;
            while (!ends(text[at])) {
                at++;
            }
            const rest = text.slice(behind, at);
            cell += rest.trim() ? rest : '';
        } else {
            while (!ends(text[at])) {
                at++;
            }
            cell = text.slice(Math.min(start, at), at);
        }
        row.push(cell);
        if (text[at] === delimiter) {
            at++;
            if (at >= text.length) {
                row.push('');
            }
            continue;
        }
        if (at < text.length || !cut) {
            rows.push(row);
        }
        row = [];
        while (text[at] === '\n' || text[at] === '\r') {
            at++;
        }
    }
    return rows;
}
