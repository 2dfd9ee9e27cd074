// From a picture to the text of the QR code in it: dark and light, the three corner marks, the grid between them.

/** One byte per pixel. The red channel first: in it a red seal over the code is as white as the paper. */
function channels({ data, width, height }) {
  const red = new Uint8Array(width * height), grey = new Uint8Array(width * height);
  for (let n = 0; n < red.length; n++) {
    red[n] = data[4 * n];
    grey[n] = (data[4 * n] * 77 + data[4 * n + 1] * 150 + data[4 * n + 2] * 29) >> 8;
  }
  return [red, grey];
}

/** Each pixel as the mean of the nine around it, against the grain of a poor camera. */
function smooth(grey, width, height) {
  const soft = new Uint8Array(grey);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      let sum = 0;
      for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) sum += grey[(y + dy) * width + x + dx];
      soft[y * width + x] = sum / 9;
    }
  }
  return soft;
}

/** Dark is what is clearly darker than the mean around it, so that shadows on the paper do not matter. */
function darkPixels(grey, width, height) {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0, row = 0; x < width; x++) {
      row += grey[y * width + x];
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
    }
  }
  const reach = Math.max(12, Math.round(Math.max(width, height) / 24)), dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const sum = sums[bottom * (width + 1) + right] - sums[top * (width + 1) + right] -
        sums[bottom * (width + 1) + left] + sums[top * (width + 1) + left];
      dark[y * width + x] = grey[y * width + x] * (bottom - top) * (right - left) < sum - 8 * (bottom - top) * (right - left) ? 1 : 0;
    }
  }
  return (x, y) => x >= 0 && y >= 0 && x < width && y < height && dark[Math.floor(y) * width + Math.floor(x)] === 1;
}

/** Whether five runs are as 1:1:3:1:1, and how wide a module is then; 0 if not. */
function moduleOf(runs) {
  const unit = runs.reduce((sum, run) => sum + run, 0) / 7;
  const fits = runs.every((run, n) => Math.abs(run - unit * (n === 2 ? 3 : 1)) < unit * (n === 2 ? 1.5 : 0.75));
  return fits && unit >= 1 ? unit : 0;
}

/** The five runs of a line through a dark place, and where their middle lies on it; null when they run out of the picture. */
function runsThrough(dark, x, y, dx, dy, most) {
  const runs = [0, 0, 0, 0, 0];
  const along = (step, from) => {
    let at = from;
    for (const run of step < 0 ? [2, 1, 0] : [2, 3, 4]) {
      const wanted = run % 2 === 0, before = runs[run];
      while (dark(x + at * dx, y + at * dy) === wanted && runs[run] - before <= most) {
        runs[run]++;
        at += step;
      }
      if (runs[run] - before > most || runs[run] === 0) return null;
    }
    return at;
  };
  const back = along(-1, 0), ahead = back === null ? null : along(1, 1);
  return ahead === null ? null : { runs, middle: (ahead - runs[4] - runs[3] + (back + runs[0] + runs[1] + 1)) / 2 - 0.5 };
}

/** The corner marks: places where rows, columns and slants are all 1:1:3:1:1. */
function cornerMarks(dark, width, height) {
  const marks = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0, start = 0, was = false; x <= width; x++) {
      const now = dark(x, y);
      if (now === was) continue;
      if (was && x - start > 2) consider((start + x - 1) / 2, y, x - start);
      [was, start] = [now, x];
    }
  }

  function consider(x, y, core) {
    const middle = Math.round(x), across = runsThrough(dark, middle, y, 1, 0, core * 2);
    if (!across || !moduleOf(across.runs)) return;
    const cx = middle + across.middle, down = runsThrough(dark, Math.round(cx), y, 0, 1, core * 2);
    if (!down || !moduleOf(down.runs)) return;
    const cy = y + down.middle, again = runsThrough(dark, Math.round(cx), Math.round(cy), 1, 0, core * 2);
    if (!again || !moduleOf(again.runs)) return;
    const unit = (moduleOf(again.runs) + moduleOf(down.runs)) / 2;
    const near = marks.find((mark) => Math.hypot(mark.x - cx, mark.y - cy) < unit * 2.5);
    if (!near) marks.push({ x: cx, y: cy, unit, seen: 1 });
    else {
      near.seen++;
      for (const [name, value] of [["x", cx], ["y", cy], ["unit", unit]]) near[name] += (value - near[name]) / near.seen;
    }
  }

  return marks.filter((mark) => mark.seen > 1).sort((a, b) => b.seen - a.seen).slice(0, 12);
}

/** Every three marks that may belong together, best first: top left, top right, bottom left. */
function corners(marks) {
  const found = [];
  for (const a of marks) for (const b of marks) for (const c of marks) {
    const [bx, by, cx, cy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y];
    const [right, down] = [Math.hypot(bx, by), Math.hypot(cx, cy)];
    if (!right || !down || bx * cy - by * cx <= 0) continue;
    const units = [a.unit, b.unit, c.unit], unit = (units[0] + units[1] + units[2]) / 3;
    const turn = Math.abs(bx * cx + by * cy) / (right * down), sides = Math.abs(right - down) / Math.max(right, down);
    const sizes = (Math.max(...units) - Math.min(...units)) / unit;
    if (turn < 0.3 && sides < 0.3 && sizes < 0.6) found.push({ a, b, c, unit, wrong: turn + sides + sizes });
  }
  return found.sort((one, other) => one.wrong - other.wrong).slice(0, 8);
}

/** The projection that takes four places of the grid to four places of the picture. */
function projection(grid, picture) {
  const rows = [];
  grid.forEach(([x, y], n) => {
    const [u, v] = picture[n];
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  });
  for (let column = 0; column < 8; column++) {
    const pivot = rows.slice(column).reduce((best, row, n) => (Math.abs(row[column]) > Math.abs(rows[best][column]) ? column + n : best), column);
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    if (Math.abs(rows[column][column]) < 1e-9) throw new Malformed("flat");
    rows.forEach((row, n) => {
      if (n === column) return;
      const factor = row[column] / rows[column][column];
      for (let k = column; k < 9; k++) row[k] -= factor * rows[column][k];
    });
  }
  const [a, b, c, d, e, f, g, h] = rows.map((row, n) => row[8] / row[n]);
  return (x, y) => [(a * x + b * y + c) / (g * x + h * y + 1), (d * x + e * y + f) / (g * x + h * y + 1)];
}

/** How much the modules around a place look like an alignment pattern, of 25. */
function likeness(dark, at, x, y) {
  let same = 0;
  for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) {
    const ring = Math.max(Math.abs(dx), Math.abs(dy));
    if (dark(...at(x + dx, y + dy)) === (ring !== 1)) same++;
  }
  return same;
}

/** How well the dotted lines between the corner marks are met, of 1: half is chance. */
function dottedLines(dark, at, size) {
  let met = 0;
  for (let n = 8; n < size - 8; n++) {
    met += (dark(...at(n + 0.5, 6.5)) === (n % 2 === 0)) + (dark(...at(6.5, n + 0.5)) === (n % 2 === 0));
  }
  return met / (2 * (size - 16));
}

/** The grids that three corners may belong to: sizes near the measured one, with and without the fourth place found. */
function* grids(dark, { a, b, c, unit: measured }) {
  const across = Math.hypot(b.x - a.x, b.y - a.y), slope = Math.abs(Math.atan2(b.y - a.y, b.x - a.x)) % (Math.PI / 2);
  const unit = measured * Math.cos(Math.min(slope, Math.PI / 2 - slope)); // rows cut a turned module on the slant
  const modules = (across + Math.hypot(c.x - a.x, c.y - a.y)) / 2 / unit + 7;
  const guess = Math.round((modules - 17) / 4);
  const near = 3.5, [px, py] = [b.x + c.x - a.x, b.y + c.y - a.y];
  const sizes = [guess, guess + 1, guess - 1, guess + 2, guess - 2].filter((version) => version >= 1 && version <= LAST_VERSION)
    .map((version) => {
      const size = 4 * version + 17, far = size - near;
      const plain = projection([[near, near], [far, near], [near, far], [far, far]], [[a.x, a.y], [b.x, b.y], [c.x, c.y], [px, py]]);
      return { version, far, plain, met: dottedLines(dark, plain, size) };
    });
  for (const { version, far, plain } of sizes.sort((one, other) => other.met - one.met)) {
    if (version > 1) {
      const fourth = far - 3;
      const found = alignment(dark, plain, fourth, Math.max(4, Math.round(unit * 7)), unit);
      if (found) {
        yield { version, at: projection([[near, near], [far, near], [near, far], [fourth, fourth]], [[a.x, a.y], [b.x, b.y], [c.x, c.y], found]) };
      }
    }
    yield { version, at: plain };
  }
}

/** Where the alignment pattern at the fourth corner is: the place around which the modules look most like one. */
function alignment(dark, at, module, reach, unit) {
  const [x, y] = at(module, module);
  const best = { same: 0, far: Infinity, dx: 0, dy: 0 };
  function look(fromX, fromY, span, step) {
    for (let dy = fromY - span; dy <= fromY + span; dy += step) for (let dx = fromX - span; dx <= fromX + span; dx += step) {
      const moved = (gx, gy) => {
        const [u, v] = at(gx, gy);
        return [u + dx, v + dy];
      };
      const same = likeness(dark, moved, module, module), far = Math.hypot(dx, dy);
      if (same > best.same || (same === best.same && far < best.far - 1e-9)) Object.assign(best, { same, far, dx, dy });
    }
  }
  look(0, 0, reach, Math.max(1, unit / 2));
  look(best.dx, best.dy, unit / 2, Math.max(0.5, unit / 6));
  return best.same > 21 ? [x + best.dx, y + best.dy] : null;
}

/** The text of the first QR code in a picture ({data, width, height}, RGBA); "" when none can be read. */
function readPicture(picture) {
  const { width, height } = picture;
  const [red, grey] = channels(picture);
  for (const channel of [red, grey, smooth(red, width, height)]) {
    const dark = darkPixels(channel, width, height);
    for (const three of corners(cornerMarks(dark, width, height))) {
      for (const { version, at } of grids(dark, three)) {
        try {
          return readGrid((x, y) => dark(...at(x + 0.5, y + 0.5)), version);
        } catch (error) {
          if (!(error instanceof Malformed)) throw error;
        }
      }
    }
  }
  return "";
}
