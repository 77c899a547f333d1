/** Every label file, by the name of its repository. */
export function labels(): unknown[];
/** Compares what was found with what is labelled. */
export function score(label: unknown, found: readonly unknown[]): Record<string, unknown>;
