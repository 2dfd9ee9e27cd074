// QR Code (ISO/IEC 18004): from a grid of dark and light modules to the text in it. Versions 1 to 25, all four levels.

const LEVELS = ["M", "L", "H", "Q"]; // in the order of the two bits of the format information
const CHECK_WORDS = {
  L: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26],
  M: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28],
  Q: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30],
  H: [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30],
};
const BLOCKS = {
  L: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12],
  M: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21],
  Q: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29],
  H: [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35],
};
const LAST_VERSION = 25;

const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Rows and columns on which alignment patterns are centred (annex E). */
function alignmentCentres(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, n) => 4 * version + 10 - step * (count - 2 - n))];
}

/** Whether a module carries no data: patterns, format and version information. */
function functionModules(version) {
  const size = 4 * version + 17, centres = alignmentCentres(version), last = centres.length - 1;
  const marks = new Set();
  centres.forEach((cy, i) => centres.forEach((cx, j) => {
    if ((i === 0 && (j === 0 || j === last)) || (i === last && j === 0)) return;
    for (let y = -2; y <= 2; y++) for (let x = -2; x <= 2; x++) marks.add((cy + y) * size + cx + x);
  }));
  return (x, y) => {
    const corner = (x < 9 && (y < 9 || y >= size - 8)) || (x >= size - 8 && y < 9);
    const numbered = version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6));
    return corner || numbered || x === 6 || y === 6 || marks.has(y * size + x);
  };
}

/** The 15 bits of format information for a level and a mask, as they are drawn (8.9). */
function formatBits(level, mask) {
  const data = (level << 3) | mask;
  let rest = data << 10;
  for (let bit = 14; bit >= 10; bit--) if (rest & (1 << bit)) rest ^= 0x537 << (bit - 10);
  return ((data << 10) | rest) ^ 0x5412;
}

const ones = (number) => number.toString(2).replace(/0/g, "").length;

/** Level and mask of a grid; of the two copies the better one counts. */
function format(dark, size) {
  const first = [[8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8], [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8]];
  const second = Array.from({ length: 15 }, (_, n) => (n < 8 ? [size - 1 - n, 8] : [8, size - 15 + n]));
  let best = { distance: 4 };
  for (const places of [first, second]) {
    const read = places.reduce((bits, [x, y], n) => bits | (dark(x, y) ? 1 << n : 0), 0);
    for (let number = 0; number < 32; number++) {
      const distance = ones(read ^ formatBits(number >> 3, number & 7));
      if (distance < best.distance) best = { distance, level: LEVELS[number >> 3], mask: MASKS[number & 7] };
    }
  }
  if (!best.level) throw new Malformed("format");
  return best;
}

/** The words of a grid in the order in which they are drawn: two columns at a time, up and down. */
function drawnWords(dark, version, mask) {
  const size = 4 * version + 17, taken = functionModules(version), words = [];
  let word = 0, bits = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let n = 0; n < size; n++) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - n : n;
      for (const x of [right, right - 1]) {
        if (taken(x, y)) continue;
        word = (word << 1) | (dark(x, y) !== mask(x, y) ? 1 : 0);
        if (++bits === 8) {
          words.push(word);
          word = bits = 0;
        }
      }
    }
  }
  return words;
}

// Reed-Solomon over GF(256) with the polynomial x^8 + x^4 + x^3 + x^2 + 1.

const EXP = new Uint8Array(512), LOG = new Uint8Array(256);
for (let n = 0, value = 1; n < 255; n++) {
  EXP[n] = EXP[n + 255] = value;
  LOG[value] = n;
  value = (value << 1) ^ (value & 0x80 ? 0x11d : 0);
}
const times = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);
const over = (a, b) => (a ? EXP[LOG[a] + 255 - LOG[b]] : 0);
/** The value of a polynomial, lowest coefficient first. */
const valueAt = (polynomial, x) => polynomial.reduceRight((sum, factor) => times(sum, x) ^ factor, 0);

/** The polynomial whose roots tell where the errors are (Berlekamp and Massey). */
function errorLocator(syndromes) {
  let locator = [1], before = [1], length = 0, gap = 1, last = 1;
  syndromes.forEach((syndrome, n) => {
    let wrong = syndrome;
    for (let i = 1; i <= length; i++) wrong ^= times(locator[i] ?? 0, syndromes[n - i]);
    if (!wrong) {
      gap++;
      return;
    }
    const shifted = [...Array(gap).fill(0), ...before.map((factor) => times(factor, over(wrong, last)))];
    const next = Array.from({ length: Math.max(locator.length, shifted.length) }, (_, i) => (locator[i] ?? 0) ^ (shifted[i] ?? 0));
    if (2 * length <= n) {
      [before, last, length, gap] = [locator, wrong, n + 1 - length, 1];
    } else gap++;
    locator = next;
  });
  return locator.slice(0, length + 1);
}

/** The block with its errors mended; the last `checks` words are check words. */
function mended(block, checks) {
  const syndromes = Array.from({ length: checks }, (_, n) => block.reduce((sum, word) => times(sum, EXP[n]) ^ word, 0));
  if (syndromes.every((one) => one === 0)) return block;
  const locator = errorLocator(syndromes), errors = locator.length - 1;
  const evaluator = Array.from({ length: checks }, (_, n) =>
    locator.reduce((sum, factor, i) => (i <= n ? sum ^ times(factor, syndromes[n - i]) : sum), 0));
  const whole = [...block];
  let found = 0;
  for (let place = 0; place < block.length; place++) {
    const inverse = EXP[(255 - ((block.length - 1 - place) % 255)) % 255];
    if (valueAt(locator, inverse)) continue;
    const slope = locator.reduce((sum, factor, i) => (i % 2 ? sum ^ times(factor, valueAt([...Array(i - 1).fill(0), 1], inverse)) : sum), 0);
    if (!slope) throw new Malformed("errors");
    whole[place] ^= over(times(valueAt(evaluator, inverse), EXP[LOG[inverse] ? 255 - LOG[inverse] : 0]), slope);
    found++;
  }
  if (found !== errors || errors * 2 > checks) throw new Malformed("too many errors");
  return whole;
}

/** The data words of a grid: taken apart into blocks, mended, put one behind the other. */
function dataWords(drawn, version, level) {
  const checks = CHECK_WORDS[level][version - 1], count = BLOCKS[level][version - 1];
  const short = Math.floor(drawn.length / count), longer = drawn.length % count;
  const blocks = Array.from({ length: count }, () => []);
  let at = 0;
  for (let n = 0; n < short - checks + 1; n++) {
    for (let b = 0; b < count; b++) if (n < short - checks || b >= count - longer) blocks[b].push(drawn[at++]);
  }
  for (let n = 0; n < checks; n++) for (const block of blocks) block.push(drawn[at++]);
  return blocks.flatMap((block) => mended(block, checks).slice(0, block.length - checks));
}

/** The text of data words: parts in digits, in letters of our alphabet, or in bytes. */
function textOf(words, version) {
  let at = 0, text = "";
  const left = () => words.length * 8 - at;
  function bits(count) {
    if (count > left()) throw new Malformed("segment");
    let value = 0;
    for (let n = 0; n < count; n++, at++) value = value * 2 + ((words[at >> 3] >> (7 - (at & 7))) & 1);
    return value;
  }
  const wide = version < 10 ? 0 : 1;
  while (left() >= 4) {
    const mode = bits(4);
    if (mode === 0) break;
    if (mode === 1) {
      for (let count = bits([10, 12][wide]); count > 0; count -= 3) {
        const digits = Math.min(count, 3);
        text += String(bits([4, 7, 10][digits - 1])).padStart(digits, "0");
      }
    } else if (mode === 2) {
      for (let count = bits([9, 11][wide]); count > 0; count -= 2) {
        const pair = bits(count > 1 ? 11 : 6);
        text += count > 1 ? BASE45[Math.floor(pair / 45)] + BASE45[pair % 45] : BASE45[pair];
      }
    } else if (mode === 4) {
      const bytes = Uint8Array.from({ length: bits([8, 16][wide]) }, () => bits(8));
      text += new TextDecoder().decode(bytes);
    } else throw new Malformed("mode");
  }
  return text;
}

/** The text of a grid of modules; `dark(x, y)` counts from the top left corner. */
function readGrid(dark, version) {
  const { level, mask } = format(dark, 4 * version + 17);
  return textOf(dataWords(drawnWords(dark, version, mask), version, level), version);
}
