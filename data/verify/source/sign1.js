// COSE_Sign1 (RFC 9052): a token is opened here and its signature is checked by the browser (Web Cryptography), SM2 by sm2.js.

const ALGORITHM = 1, KEY_ID = 4, TYPE = 16;
/** Our own number, for private use: COSE has none. */
const SM2 = -65537;

/** What the page knows of each algorithm; SM2 the page computes by itself. */
const ALGORITHMS = new Map([
  [-8, { name: "Ed25519", size: 32, key: { name: "Ed25519" }, use: { name: "Ed25519" }, spki: "302a300506032b6570032100" }],
  [-7, {
    name: "ES256", size: 65, key: { name: "ECDSA", namedCurve: "P-256" }, use: { name: "ECDSA", hash: "SHA-256" },
    spki: "3059301306072a8648ce3d020106082a8648ce3d030107034200",
  }],
  [SM2, { name: "SM2/SM3", size: 65, spki: "3059301306072a8648ce3d020106082a811ccf5501822d034200" }],
]);

/** This browser cannot check signatures of this algorithm: neither good nor bad can be said. */
class CannotTell extends Error {
  constructor(algorithm) {
    super(algorithm);
    this.algorithm = algorithm;
  }
}

/** A token from its bytes, not yet believed: algorithm, type ("" for a code), key id (hex), payload, signature. */
function openToken(raw) {
  const token = fromCbor(raw);
  if (!(token instanceof Tagged) || token.tag !== 18 || !Array.isArray(token.value) || token.value.length !== 4) {
    throw new Malformed("no COSE_Sign1");
  }
  const [kept, open, payload, signature] = token.value;
  const bytes = [kept, payload, signature].every((part) => part instanceof Uint8Array);
  if (!bytes || !(open instanceof Map) || open.size !== 1 || !(open.get(KEY_ID) instanceof Uint8Array)) {
    throw new Malformed("no COSE_Sign1 of ours");
  }
  const header = fromCbor(kept);
  if (!(header instanceof Map) || !ALGORITHMS.has(header.get(ALGORITHM))) throw new Malformed("algorithm");
  const type = header.get(TYPE) ?? "";
  if (typeof type !== "string" || header.size !== (type ? 2 : 1)) throw new Malformed("header");
  const said = concat(head(4, 4), cborText("Signature1"), cborBytes(kept), cborBytes(new Uint8Array()), cborBytes(payload));
  return { algorithm: header.get(ALGORITHM), type, keyId: hex(open.get(KEY_ID)), payload, signature, said };
}

/** The claims of a token: a Map with small whole numbers as keys. */
function claimsIn(token) {
  const claims = fromCbor(token.payload);
  if (!(claims instanceof Map)) throw new Malformed("claims");
  return claims;
}

/** Whether a public key {algorithm, raw} signed a token. */
async function signedBy(token, key) {
  if (token.algorithm !== key.algorithm) return false;
  const algorithm = ALGORITHMS.get(key.algorithm);
  if (key.algorithm === SM2) return sm2Verifies(key.raw, token.signature, token.said);
  if (!globalThis.crypto?.subtle) throw new CannotTell(algorithm.name);
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key.raw, algorithm.key, false, ["verify"]);
  } catch (error) {
    if (error.name === "NotSupportedError") throw new CannotTell(algorithm.name);
    return false;
  }
  return crypto.subtle.verify(algorithm.use, imported, token.signature, token.said);
}

/** A public key with its id, the first eight bytes of its SHA-256. */
async function publicKey(algorithm, raw) {
  const digest = hex(await sha256(raw));
  return { algorithm, raw, id: digest.slice(0, 16), fingerprint: digest.replace(/(.{4})(?=.)/g, "$1 ") };
}
