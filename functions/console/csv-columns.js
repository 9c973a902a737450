/** Finds the header row of a contact file and the use of each column, by the server's rules. */
import { columns as known } from './generated/columns.js';

const MAX_HEADERS = 10;
const SAMPLE = 50;
const MAX_SHOWN = 5;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;
const FIELD_NAMES = {
    contact_name: ['name', 'contact_name'],
    context: ['context'],
    id: ['id'],
    override_agent_name: ['override_agent_name'],
    override_agent_voice_id: ['override_agent_voice_id'],
    tags: ['tags']
};

/** The form of a column's name that is used for comparison. */
export function normalised(name) {
    return name.normalize('NFKD').replace(/[^\p{L}\p{Nd}]/gu, '').toLowerCase();
}

function isAnyOf(name, names) {
    return names.includes(normalised(name)) || names.includes(normalised(name.replace(/\([^)]*\)|\[[^\]]*\]/g, '')));
}

const visible = cell => cell.replace(INVISIBLE, '').trim();

/** Whether the value may be a phone number. This is an approximation: the server has the rules of each country. */
export function isNumber(value) {
    const plain = visible(value).normalize('NFKC').replace(/^[=']+"?|"$/g, '').replace(/\.0$/, '');
    const digits = plain.replace(/\D/g, '').length;
    return digits >= 8 && digits <= 15 && /^\+?[\d\s().\-/–]+$/.test(plain) && !/^\d{4}-\d{2}-\d{2}/.test(plain);
}

const looksLikeNumber = value => value.replace(/\D/g, '').length >= 7
    && /^([^\p{L}]*|[^\p{L}]*[eE][+-]?\p{N}+)$/u.test(value);

/**
 * Finds the header and the use of each column.
 *
 * @param {string[][]} rows the first rows that are not blank
 */
export function understood(rows) {
    let weak = null;
    for (let header = 0; header < Math.min(MAX_HEADERS, rows.length); header++) {
        const names = rows[header].map(visible);
        const sample = rows.slice(header + 1, header + 1 + SAMPLE);
        const phones = phonesOf(names, sample);
        if (phones.numbers.length > 0) {
            return described(rows, header, names, phones);
        }
        weak ??= phones.named >= 0 ? { header, names, phones: { numbers: [phones.named] } } : null;
    }
    if (weak) {
        return described(rows, weak.header, weak.names, weak.phones);
    }
    const filled = rows.slice(0, MAX_HEADERS).map(row => row.filter(cell => cell.trim()).length);
    const header = filled.indexOf(Math.max(...filled));
    return described(rows, header, rows[header].map(visible), { numbers: [] });
}

/**
 * The columns of numbers by their names and by the first rows: one column, or several if they cannot be distinguished.
 */
function phonesOf(names, sample) {
    const lower = names.map(name => name.toLowerCase());
    if (exportedIs(lower)) {
        return { numbers: [lower.indexOf('contact')], named: -1, exported: true };
    }
    const candidate = index => {
        const values = sample.map(row => visible(row[index] ?? ''));
        const has = values.map(isNumber);
        return {
            index, has, filled: values.filter(Boolean).length, count: has.filter(Boolean).length,
            plausible: values.filter((value, at) => has[at] || looksLikeNumber(value)).length
        };
    };
    const exact = [];
    const aliases = [];
    names.forEach((name, index) => {
        if (known.exactNumbers.includes(lower[index])) {
            exact.push(candidate(index));
        } else if (isAnyOf(name, known.numbers)) {
            aliases.push(candidate(index));
        }
    });
    const indexes = found => [...new Set(found.map(each => each.index))].sort((a, b) => a - b);
    const most = aliases.filter(each => 2 * each.count > sample.length);
    const byName = exact.filter(each => each.count > 0);
    const named = (exact.find(each => each.filled > 0) ?? exact[0] ?? (sample.length === 0 ? aliases[0] : null))?.index
        ?? -1;
    if (byName.length > 0) {
        const mostlyNames = 2 * byName[0].plausible < byName[0].filled && most.length > 0;
        return { numbers: indexes(mostlyNames ? [...byName, ...most] : byName), named };
    }
    const some = aliases.filter(each => each.count > 0 && 2 * each.plausible >= each.filled);
    if (most.length !== 1) {
        return { numbers: indexes(most.length > 1 ? most : some), named };
    }
    const rest = some.filter(each => each.has.some((has, row) => has && !most[0].has[row]));
    return { numbers: indexes([...most, ...rest]), named };
}

function exportedIs(lower) {
    return known.exportedContacts.filter(name => !['calls', 'billed_duration'].includes(name))
        .every(name => lower.includes(name));
}

function described(rows, header, names, phones) {
    const below = rows.slice(header + 1);
    const becomes = becomesOf(names, phones);
    const width = Math.max(names.length, ...below.slice(0, SAMPLE).map(row => row.length));
    const columns = Array.from({ length: width }, (_, index) => {
        const values = below.slice(0, SAMPLE).map(row => visible(row[index] ?? ''));
        return {
            index, name: names[index] ?? '', becomes: becomes[index] ?? 'dropped',
            filled: values.filter(Boolean).length,
            samples: values.filter(Boolean).slice(0, 3)
        };
    });
    return {
        columns: columns.filter(column => column.name || column.filled > 0), above: header, rows: below.slice(0,
            MAX_SHOWN),
        ambiguous: phones.numbers.length > 1, candidates: phones.numbers, exported: Boolean(phones.exported),
        below: below.length
    };
}

/** The use of each column: a field of a contact, `variable`, or `dropped`. */
function becomesOf(names, phones) {
    const lower = names.map(name => name.toLowerCase());
    const becomes = names.map(name => (name ? 'variable' : 'dropped'));
    const taken = new Set();
    phones.numbers.slice(0, 1).forEach(index => { becomes[index] = 'phone_number'; });
    lower.forEach((name, index) => {
        const field = Object.keys(FIELD_NAMES).find(each => FIELD_NAMES[each].includes(name));
        if (field && becomes[index] === 'variable' && !taken.has(field)) {
            becomes[index] = field;
            taken.add(field);
        } else if (phones.exported && known.exportedContacts.includes(name) && becomes[index] === 'variable') {
            becomes[index] = 'dropped';
        }
    });
    const free = list => names.findIndex((name, index) => becomes[index] === 'variable' && isAnyOf(name, list));
    for (const [field, own] of Object.entries(FIELD_NAMES)) {
        const index = taken.has(field) || phones.exported ? -1 : free(own.map(normalised));
        if (index >= 0) {
            becomes[index] = field;
            taken.add(field);
        }
    }
    if (!taken.has('contact_name') && !phones.exported) {
        const first = free(known.firstNames);
        const parts = [free(known.fullNames)].filter(index => index >= 0);
        if (parts.length === 0 && first >= 0) {
            parts.push(first, free(known.lastNames), free(known.secondLastNames));
        }
        parts.filter(index => index >= 0).forEach(index => { becomes[index] = 'contact_name'; });
    }
    return becomes;
}
