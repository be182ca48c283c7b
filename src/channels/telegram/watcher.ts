/** Who wants to know whether receiving works. */
export type Watcher = { usable(): void; unusable(): void };

/** So many failures in a row are no hiccup. */
export const FAILURES_TO_NOTICE = 3;
