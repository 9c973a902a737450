/**
 * The only timer that refreshes the data on the screen. Screens import it through api.js.
 */
const MIN_REGULAR = 10_000;
const MAX_PAUSE = 120_000;

/** @type {Set<Watch>} */
const watches = new Set();
let lastRegular = -Infinity;

/** A task that is repeated at an interval. */
class Watch {
    constructor(owner, { first = 0, load, next, failed }) {
        Object.assign(this, { owner, load, next, failed, timer: null, running: null, failures: 0, pause: MIN_REGULAR });
        this.due = Date.now() + first;
        this.regular = false;
        this.again = false;
        this.loadedAt = 0;
    }

    arm() {
        clearTimeout(this.timer);
        if (document.hidden || this.running || this.due === Infinity || !watches.has(this)) {
            return;
        }
        this.timer = setTimeout(() => this.beat(), Math.max(0, this.due - Date.now()));
    }

    async beat() {
        const free = lastRegular + MIN_REGULAR - Date.now();
        if (this.regular && free > 50) {
            this.due = Date.now() + free;
            this.arm();
            return;
        }
        if (this.regular) {
            lastRegular = Date.now();
        }
        this.running = new AbortController();
        try {
            const result = await this.load(this.running.signal);
            this.failures = 0;
            this.loadedAt = Date.now();
            this.pause = this.next ? this.next(result) : Infinity;
            this.regular = this.pause >= MIN_REGULAR;
            this.due = Date.now() + this.pause;
        } catch (error) {
            this.fail(error);
        } finally {
            this.running = null;
            if (this.again) {
                this.again = false;
                this.soon();
            }
            this.arm();
        }
    }

    fail(error) {
        const wait = Math.min(MAX_PAUSE, Math.max(MIN_REGULAR, Math.min(this.pause, 60_000)) * 2 ** this.failures);
        this.failures++;
        this.regular = true;
        this.due = Date.now() + wait;
        if (watches.has(this)) {
            this.failed?.(error, new Date(this.due).toISOString());
        }
    }

    /** Loads immediately, or as soon as the current request has ended. */
    soon() {
        if (this.running) {
            this.again = true;
            return;
        }
        this.due = Date.now();
        this.regular = false;
        this.arm();
    }

    /** The page is visible again: data that is not recent is read immediately. */
    wake() {
        if (this.due !== Infinity && Date.now() - this.loadedAt > MIN_REGULAR) {
            this.soon();
        }
        this.arm();
    }

    stop() {
        watches.delete(this);
        clearTimeout(this.timer);
        this.running?.abort(new DOMException('Left', 'AbortError'));
    }
}

/**
 * The refresh timer of the whole app. `watch` loads after `first` milliseconds (0: immediately), then after the pause
 * that `next(result)` returns (Infinity: no further automatic load). Regular reads, with pauses of 10 s or more, are
 * limited to one in 10 s over the whole app; shorter pauses are for data that the user is watching (uploads, exports).
 * Nothing runs while the page is hidden; reads that are due run when it is visible again. After a failure
 * `failed(error, again)` is called with the instant of the next try, and pauses double up to 2 minutes. The function
 * that `watch` returns stops it and aborts the current request: call it in disconnectedCallback.
 */
export const heartbeat = {
    /** @returns {() => void} stop */
    watch(owner, options) {
        const watch = new Watch(owner, options);
        watches.add(watch);
        watch.arm();
        return () => watch.stop();
    },
    /** After an action of the user: reads all watched data, or only the owner's, in 1 s and again in 3 s. */
    soon(owner) {
        for (const wait of [1000, 3000]) {
            setTimeout(() => this.now(owner), wait);
        }
    },
    /** Reads all watched data now, like the key `r`. */
    now(owner) {
        for (const watch of watches) {
            if (!owner || watch.owner === owner) {
                watch.soon();
            }
        }
    }
};

document.addEventListener('visibilitychange', () => {
    for (const watch of watches) {
        if (document.hidden) {
            clearTimeout(watch.timer);
        } else {
            watch.wake();
        }
    }
});
