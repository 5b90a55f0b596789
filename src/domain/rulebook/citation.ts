const CITATION = /^([A-Z][A-Z0-9]*|\p{Script=Han}+):[1-9]\d*(?:\.[1-9]\d*)?(?:\([1-9]\d*\))?$/u;

/** Whether the text is a citation: `DB2025:15`, `REG735:40.1(3)`, `行政处罚法:29`. */
export const isCitation = (text: string): boolean => CITATION.test(text);

/** The text a citation is of: `DB2025` of `DB2025:13(2)`. */
export const instrumentOf = (citation: string): string => citation.slice(0, citation.indexOf(':'));
