/** An entry as it is stored: `before` and `after` as canonical JSON (RFC 8785), null for none. */
export interface StoredEntry {
  readonly sequence: number;
  readonly at: string;
  readonly actor: string;
  readonly office: string;
  readonly action: string;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly receipt: string | null;
}

/** The canonical JSON (RFC 8785) of a whole entry: what its leaf is the hash of, and a line of an export. */
export function entryText(entry: StoredEntry): string {
  const { sequence, at, actor, office, action, subject, before, after, receipt } = entry;
  const members: readonly [name: string, text: string][] = [
    ['action', quoted(action)],
    ['actor', quoted(actor)],
    ['after', after ?? 'null'],
    ['at', quoted(at)],
    ['before', before ?? 'null'],
    ['office', quoted(office)],
    ['receipt', receipt === null ? 'null' : quoted(receipt)],
    ['sequence', String(sequence)],
    ['subject', quoted(subject)],
  ];
  return `{${members.map(([name, text]) => `"${name}":${text}`).join(',')}}`;
}

const quoted = (text: string): string => JSON.stringify(text);
