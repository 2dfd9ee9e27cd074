// Bytes and their spellings: Base45 (RFC 9285), Base64 (RFC 4648), hexadecimal.

const BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** Something that was given in and is not what it should be; the page answers with a sentence. */
class Malformed extends Error {}

/** What the largest QR code holds; nothing longer is a code. */
const MOST_LETTERS = 4296;

/** The bytes of a Base45 text; three letters for two bytes, two letters for a last one. */
function fromBase45(text) {
  if (text.length > MOST_LETTERS) throw new Malformed("base45");
  const digits = Array.from(text, (letter) => BASE45.indexOf(letter));
  if (digits.includes(-1) || digits.length % 3 === 1) throw new Malformed("base45");
  const bytes = [];
  for (let at = 0; at < digits.length; at += 3) {
    const [low, middle, high] = digits.slice(at, at + 3);
    const value = low + 45 * middle + (high === undefined ? 0 : 2025 * high);
    if (value > (high === undefined ? 0xff : 0xffff)) throw new Malformed("base45");
    if (high !== undefined) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** The bytes of a Base64 text; white space does not count. */
function fromBase64(text) {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, "")), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Malformed("base64");
  }
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
