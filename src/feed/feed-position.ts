import { InvalidRequest } from '../platform/http/problem.js';

/**
 * A place in the feed: the instant of the change in the record, which no two changes share, and within the change the
 * table and the row. Positions never move: the rows are append-only.
 */
export interface FeedPosition {
  readonly at: string;
  /** Place of the table among the sources. */
  readonly rank: number;
  /** Number of the row where its table counts, else 0. */
  readonly number: number;
  /** Id of the row where its table does not count, else empty. */
  readonly id: string;
}

const RANK_DIGITS = 2;
const NUMBER_DIGITS = 12;
const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_(\d{2})_(\d{12})_([\w-]{0,64})$/u;

/** The position as clients keep it; compared as texts, cursors are in the order of the feed. */
export const cursorOf = ({ at, rank, number, id }: FeedPosition): string =>
  [at, String(rank).padStart(RANK_DIGITS, '0'), String(number).padStart(NUMBER_DIGITS, '0'), id].join('_');

/** @returns null for a text that is no cursor of ours. */
export function positionOf(cursor: string): FeedPosition | null {
  const [, at, rank, number, id] = CURSOR.exec(cursor) ?? [];
  if (at === undefined || rank === undefined || number === undefined || id === undefined) return null;
  return { at, rank: Number(rank), number: Number(number), id };
}

/** @throws InvalidRequest for a text that is no cursor of ours. */
export function requirePosition(cursor: string | undefined): FeedPosition | null {
  if (cursor === undefined) return null;
  const position = positionOf(cursor);
  if (position !== null) return position;
  const detail = '须为此前答复中的 cursor 或 next，原样填写；从头读取的，不填。';
  throw new InvalidRequest([{ pointer: '/after', code: 'INVALID_VALUE', detail }]);
}
