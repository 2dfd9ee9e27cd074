// CBOR (RFC 8949): as much of it as our papers use, in the one shortest encoding. Everything else is refused.

/** A tagged value; ours have the tag 18. */
class Tagged {
  constructor(tag, value) {
    this.tag = tag;
    this.value = value;
  }
}

const DEEPEST = 8;

/**
 * The one value that the bytes hold: whole numbers, Uint8Array, strings, arrays, Map, true and false, Tagged.
 * Byte strings as keys of a map are given as their hexadecimal text.
 */
function fromCbor(bytes) {
  let at = 0;

  function take(size) {
    if (size > bytes.length - at) throw new Malformed("cbor ends too early");
    at += size;
    return bytes.subarray(at - size, at);
  }

  /** The number that follows the first byte; it must be written as short as it can be. */
  function argument(short) {
    if (short < 24) return short;
    if (short > 27) throw new Malformed("cbor without a length");
    const size = 1 << (short - 24);
    const value = take(size).reduce((sum, byte) => sum * 256 + byte, 0);
    if (!Number.isSafeInteger(value)) throw new Malformed("cbor number too large");
    if (value < (size === 1 ? 24 : 2 ** (size * 4))) throw new Malformed("cbor number written too long");
    return value;
  }

  function map(size, depth) {
    const found = new Map();
    for (let n = 0; n < size; n++) {
      const key = item(depth);
      const name = key instanceof Uint8Array ? hex(key) : key;
      if (typeof name === "object" || found.has(name)) throw new Malformed("cbor key");
      found.set(name, item(depth));
    }
    return found;
  }

  function item(depth) {
    if (depth > DEEPEST) throw new Malformed("cbor too deep");
    const [first] = take(1);
    const [kind, short] = [first >> 5, first & 31];
    if (first === 0xf4 || first === 0xf5) return first === 0xf5;
    const value = argument(short);
    switch (kind) {
      case 0:
        return value;
      case 1:
        return -1 - value;
      case 2:
        return take(value).slice();
      case 3:
        return words(take(value));
      case 4: {
        if (value > bytes.length) throw new Malformed("cbor list too long");
        return Array.from({ length: value }, () => item(depth + 1));
      }
      case 5:
        return map(value, depth + 1);
      case 6:
        return new Tagged(value, item(depth + 1));
      default:
        throw new Malformed("cbor of a kind that we do not use");
    }
  }

  const value = item(0);
  if (at !== bytes.length) throw new Malformed("cbor with something behind it");
  return value;
}

function words(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed("cbor text that is none");
  }
}

/** The first bytes of an item: its kind and its length. */
function head(kind, value) {
  if (value < 24) return Uint8Array.of((kind << 5) | value);
  if (value < 0x100) return Uint8Array.of((kind << 5) | 24, value);
  if (value < 0x10000) return Uint8Array.of((kind << 5) | 25, value >> 8, value & 0xff);
  return Uint8Array.of((kind << 5) | 26, value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
}

const cborBytes = (bytes) => concat(head(2, bytes.length), bytes);
const cborText = (text) => concat(head(3, new TextEncoder().encode(text).length), new TextEncoder().encode(text));
