const bytesPerToken = Int32Array.BYTES_PER_ELEMENT;

/**
 * Token ids as the store keeps them: signed 32-bit integers, little-endian, one after the other.
 * In Python: `numpy.frombuffer(blob, dtype='<i4')`.
 */
export function encodeTokens(tokens: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(tokens.length * bytesPerToken));
  tokens.forEach((token, index) => {
    view.setInt32(index * bytesPerToken, token, true);
  });
  return new Uint8Array(view.buffer);
}

/** The inverse of `encodeTokens`. */
export function decodeTokens(blob: Uint8Array): number[] {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const length = blob.byteLength / bytesPerToken;
  return Array.from({ length }, (_, index) => view.getInt32(index * bytesPerToken, true));
}
