// SM2 with SM3 (GB/T 32918.2, GB/T 32905), checked with whole numbers of any size: no browser knows them. Only public values are
// computed with, so time tells nobody anything. Not a certified module (不是经认证的商用密码模块).

const SM2_P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const SM2_N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const SM2_A = SM2_P - 3n;
const SM2_B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const SM2_G = [
  0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
];
/** The customary identity of a signer (GM/T 0009-2012, 10). */
const SM2_IDENTITY = new TextEncoder().encode("1234567812345678");

const sm3Turned = (word, by) => ((word << (by & 31)) | (word >>> (32 - (by & 31)))) >>> 0;

/** The SM3 digest of bytes. */
function sm3(bytes) {
  const blocks = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setBigUint64(blocks.length - 8, BigInt(bytes.length) * 8n);
  let state = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
  for (let block = 0; block < blocks.length; block += 64) state = sm3Block(state, view, block);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => digest.setUint32(4 * at, word));
  return new Uint8Array(digest.buffer);
}

/** The state after one block (GB/T 32905, 5.3). */
function sm3Block(state, view, block) {
  const words = Array.from({ length: 16 }, (_, at) => view.getUint32(block + 4 * at));
  for (let at = 16; at < 68; at++) {
    const mixed = words[at - 16] ^ words[at - 9] ^ sm3Turned(words[at - 3], 15);
    words.push((mixed ^ sm3Turned(mixed, 15) ^ sm3Turned(mixed, 23) ^ sm3Turned(words[at - 13], 7) ^ words[at - 6]) >>> 0);
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let round = 0; round < 64; round++) {
    const early = round < 16;
    const first = sm3Turned((sm3Turned(a, 12) + e + sm3Turned(early ? 0x79cc4519 : 0x7a879d8a, round)) >>> 0, 7);
    const left = (early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + ((first ^ sm3Turned(a, 12)) >>> 0);
    const right = (early ? e ^ f ^ g : (e & f) | (~e & g)) + h + first + words[round];
    const next = (left + ((words[round] ^ words[round + 4]) >>> 0)) >>> 0, stirred = right >>> 0;
    [a, b, c, d] = [next, a, sm3Turned(b, 9), c];
    [e, f, g, h] = [(stirred ^ sm3Turned(stirred, 9) ^ sm3Turned(stirred, 17)) >>> 0, e, sm3Turned(f, 19), g];
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => (word ^ state[at]) >>> 0);
}

const sm2Number = (bytes) => BigInt(`0x${hex(bytes)}`);
const sm2Bytes = (value) => Uint8Array.from(value.toString(16).padStart(64, "0").match(/../g), (pair) => parseInt(pair, 16));
const sm2Field = (value) => ((value % SM2_P) + SM2_P) % SM2_P;

/** The inverse of a number that is not a multiple of the prime of the field. */
function sm2Inverse(value) {
  let [low, high, s, t] = [sm2Field(value), SM2_P, 1n, 0n];
  while (low > 1n) {
    const times = high / low;
    [low, high, s, t] = [high - times * low, low, t - times * s, s];
  }
  return sm2Field(s);
}

/** The sum of two points of the curve; null is the point at infinity. */
function sm2Plus(one, other) {
  if (!one || !other) return one ?? other;
  const [[x1, y1], [x2, y2]] = [one, other];
  if (x1 === x2 && sm2Field(y1 + y2) === 0n) return null;
  const slope = x1 === x2 ? (3n * x1 * x1 + SM2_A) * sm2Inverse(2n * y1) : (y2 - y1) * sm2Inverse(x2 - x1);
  const x = sm2Field(slope * slope - x1 - x2);
  return [x, sm2Field(slope * (x1 - x) - y1)];
}

/** A point added to itself so many times. */
function sm2Times(count, point) {
  let sum = null;
  for (const bit of count.toString(2)) {
    sum = sm2Plus(sum, sum);
    if (bit === "1") sum = sm2Plus(sum, point);
  }
  return sum;
}

/** Whether the key with this uncompressed point made the signature r ‖ s over the bytes (GB/T 32918.2, 7.1). */
function sm2Verifies(raw, signature, said) {
  if (raw.length !== 65 || raw[0] !== 4 || signature.length !== 64) return false;
  const key = [sm2Number(raw.subarray(1, 33)), sm2Number(raw.subarray(33))];
  const [x, y] = key;
  if (x >= SM2_P || y >= SM2_P || sm2Field(y * y - x * x * x - SM2_A * x - SM2_B) !== 0n) return false;
  const [r, s] = [sm2Number(signature.subarray(0, 32)), sm2Number(signature.subarray(32))];
  const both = (r + s) % SM2_N;
  if (r < 1n || r >= SM2_N || s < 1n || s >= SM2_N || both === 0n) return false;
  const curve = [SM2_A, SM2_B, ...SM2_G, ...key].map(sm2Bytes);
  const signer = sm3(concat(Uint8Array.of(0, 8 * SM2_IDENTITY.length), SM2_IDENTITY, ...curve));
  const point = sm2Plus(sm2Times(s, SM2_G), sm2Times(both, key));
  return point !== null && (sm2Number(sm3(concat(signer, said))) + point[0]) % SM2_N === r;
}
