import type { Account } from '../../identity/identity.module.js';
import type { DraftAnswer } from './sent-paper.dto.js';
import type { NewPaper } from './sent-papers.service.js';

/** A paper that was not sent. */
export const draftAnswer = (
  { addressee, period, figures }: NewPaper<object>,
  { office }: Account,
): DraftAnswer => ({ office, addressee, ...period, figures });
