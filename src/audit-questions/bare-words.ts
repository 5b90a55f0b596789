/** Reasons of fewer characters than this, counted without digits and signs, are hardly reasons. */
export const FEWEST_CHARACTERS = 6;

/** A text without what does not make it another: width, blanks, punctuation, signs, digits, case. */
export const bareWords = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}\p{N}\p{C}]/gu, '')
    .toLowerCase();

export const isHardlyAReason = (text: string | null): boolean =>
  text === null || Array.from(bareWords(text)).length < FEWEST_CHARACTERS;
