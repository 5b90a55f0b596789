/** That one of both was told what became of a matter, with its proof. */
export const tellingBody = (recipient: 'INSTITUTION' | 'PERSON', toldOn: string): object => ({
  recipient,
  method: 'DIRECT',
  toldOn,
  toldBy: '告知人甲',
  proof: '告知回执一份',
});

/** Who is still to be told, as an answer says it. */
export interface OutcomeTold {
  readonly outcomeTold: { readonly untold: readonly ('INSTITUTION' | 'PERSON')[] } | null;
}
