/** A SHA-256 hash in lower-case hexadecimal. */
export type Hash = string;

/** How a tree of RFC 6962 hashes; what computes it is given from outside. */
export interface TreeHashing {
  /** SHA-256 of nothing: the root of an empty record. */
  readonly empty: Hash;
  /** SHA-256(0x00 ‖ UTF-8 bytes of the text). */
  readonly leaf: (text: string) => Hash;
  /** SHA-256(0x01 ‖ left ‖ right). */
  readonly inner: (left: Hash, right: Hash) => Hash;
}
