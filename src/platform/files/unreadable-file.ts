/** A file that cannot be read as what it claims to be; the message tells the user why, in Chinese. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}
