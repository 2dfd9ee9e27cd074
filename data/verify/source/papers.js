// Certificates of stations and roots, lists of revoked keys and void serials, as blocks of text. See docs/verification.md.

const ROOT = "counter-root", CERTIFICATE = "counter-certificate", LIST = "counter-list";
const PAPER = /-----BEGIN COUNTER ([A-Z]+)-----([^-]*)-----END COUNTER \1-----/g;
const PEM = /-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----/g;
const REASONS = ["leaked", "lost", "replaced", "closed"];

const moment = (value) => Number.isSafeInteger(value) && value >= 0;
const serialLike = (value) => typeof value === "string" && value.length <= 40 && /^[\x20-\x7e]*$/.test(value);
/** No control characters and none that change the direction of writing: what nobody sees, nobody can compare. */
const readable = (text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u.test(text);

/** A certificate or a root from its token; a root must have signed itself. */
async function readCertificate(token) {
  const claims = claimsIn(token);
  const [number, unit, name, issued, since, until, algorithm, raw] = [1, 2, 3, 4, 5, 6, 7, 8].map((key) => claims.get(key));
  const training = claims.get(9) === true;
  const numbers = [number, issued, since, until].every(moment) && since < until;
  const texts = /^[0-9]{12}$/.test(unit) && typeof name === "string" && [...name].length <= 100 && readable(name);
  const key = ALGORITHMS.get(algorithm)?.size === raw?.length && raw instanceof Uint8Array;
  if (!numbers || !texts || !key || claims.size !== (training ? 9 : 8)) throw new Malformed("certificate");
  const paper = { type: token.type, number, unit, name, issued, since, until, training, token };
  paper.key = await publicKey(algorithm, raw);
  if (token.type === ROOT && !(await signedBy(token, paper.key))) throw new Malformed("root");
  return paper;
}

/** A list from its token, not yet believed. */
function readList(token) {
  const claims = claimsIn(token);
  const [number, unit, at, due, revoked, gone, scope] = [1, 2, 3, 4, 5, 6, 7].map((key) => claims.get(key));
  const sound = [number, at, due].every(moment) && typeof unit === "string" && serialLike(scope) && claims.size === 7;
  if (!sound || !(revoked instanceof Map) || !(gone instanceof Map)) throw new Malformed("list");
  for (const [id, told] of revoked) {
    const entry = Array.isArray(told) && told.length === 2 && moment(told[0]) && REASONS.includes(told[1]);
    if (!entry || !/^[0-9a-f]{16}$/.test(id)) throw new Malformed("list");
  }
  for (const [serial, instead] of gone) {
    if (!serialLike(serial) || !serial || !serial.startsWith(scope) || !serialLike(instead)) throw new Malformed("list");
  }
  return { number, unit, at, due, revoked, void: gone, scope, token };
}

/** Everything a text brings: roots, certificates, lists, bare keys; as read, not yet believed. */
async function readPapers(text) {
  const papers = { roots: [], certificates: [], lists: [], bare: [] };
  for (const [, , body] of text.matchAll(PAPER)) {
    const token = openToken(fromBase64(body));
    if (token.type === LIST) papers.lists.push(readList(token));
    else if (token.type === ROOT) papers.roots.push(await readCertificate(token));
    else if (token.type === CERTIFICATE) papers.certificates.push(await readCertificate(token));
    else if (!["counter-request", "counter-archive"].includes(token.type)) throw new Malformed("paper");
  }
  for (const [, body] of text.matchAll(PEM)) papers.bare.push(await bareKey(fromBase64(body)));
  return papers;
}

/** A public key as PEM brings it. */
async function bareKey(der) {
  for (const [algorithm, { spki, size }] of ALGORITHMS) {
    const before = spki.length / 2;
    if (hex(der.subarray(0, before)) === spki && der.length === before + size) {
      return publicKey(algorithm, der.slice(before));
    }
  }
  throw new Malformed("public key");
}
