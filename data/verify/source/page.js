// The page: what is asked, what is told. Everything a person gave is set as text, never as markup.

const baked = JSON.parse(document.getElementById("baked").textContent);
const element = (id) => document.getElementById(id);
const now = () => Math.floor(Date.now() / 1000);

let chain = { roots: [], bare: [], certificates: [], lists: [], unchecked: [] };
let added = "";
let last = null; // the verdict on show, with the moment of the check
let camera = null;

function item(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

/** Reasons in words; a reason within a reason has words of its own. */
function sentence([name, values]) {
  return say(name, values.reason ? { ...values, reason: say(REASON_WORDS[values.reason]) } : values);
}

function stateWord(state) {
  return Object.hasOwn(STATE_WORDS, state) ? say(STATE_WORDS[state]) : state;
}

function kindWord(kind) {
  return Object.hasOwn(baked.forms, kind) ? baked.forms[kind][language === "zh" ? 0 : 1] : kind;
}

const MARKS = { valid: "✓ ", specimen: "✓ ", invalid: "✗ ", unknown: "? " };
const VERDICTS = { valid: "valid", specimen: "specimenState", invalid: "invalid", unknown: "unknown" };

function showResult() {
  document.documentElement.dataset.state = last ? last.state : "";
  element("print").hidden = !last;
  element("compare").hidden = !last?.claims;
  element("reasons").replaceChildren(...(last?.reasons ?? []).map((one) => item("li", sentence(one))));
  if (!last) {
    element("verdict").textContent = say("nothingYet");
    element("claims").replaceChildren();
    return;
  }
  const asOf = last.asOf === undefined ? "" : say("asOfList", { date: day(last.asOf) });
  element("verdict").textContent = MARKS[last.state] + say(VERDICTS[last.state]) + asOf;
  const lines = last.claims ? [
    ["serial", last.claims.serial], ["kind", kindWord(last.claims.kind)], ["state", stateWord(last.claims.state)],
    ["station", last.claims.station], ["time", minute(last.claims.time)],
  ] : [];
  lines.push(["checkedAt", minute(last.at)]);
  element("claims").replaceChildren(...lines.flatMap(([name, text]) => [item("dt", say(name)), item("dd", text)]));
}

function showTrust() {
  const lines = [];
  for (const root of chain.roots) {
    const line = item("li", say("root", root) + (root.training ? say("trainingRoot") : ""));
    line.append(item("span", root.key.fingerprint, "print"));
    lines.push(line);
  }
  for (const key of chain.bare) lines.push(item("li", say("bareKey", { key: key.id })));
  if (chain.certificates.length) lines.push(item("li", say("certificates", { count: chain.certificates.length })));
  for (const list of chain.lists) lines.push(item("li", say("listOf", { ...list, date: day(list.at) })));
  for (const list of chain.unchecked) lines.push(item("li", say("uncheckedList", list)));
  if (!chain.roots.length && !chain.bare.length) lines.push(item("li", say("noTrust")));
  element("believed").replaceChildren(...lines);
}

function showWords() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = say(one.dataset.word);
  if (camera) element("camera").textContent = say("cameraStop");
  element("told").textContent = element("papers-told").textContent = "";
  showTrust();
  showResult();
}

async function check(text) {
  const trimmed = text.replace(/^[\r\n\t]+|[\r\n\t]+$/g, "");
  if (!trimmed) return;
  const at = now();
  last = { ...(await judge(trimmed, chain, at)), at };
  element("told").textContent = "";
  showResult();
  element("result").focus();
}

/** The text of the code in a picture; the browser's own detector helps where there is one. */
async function codeIn(source, width, height) {
  const scale = Math.min(1, 2400 / Math.max(width, height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  drawing.fillStyle = "#fff";
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(source, 0, 0, canvas.width, canvas.height);
  const text = readPicture(drawing.getImageData(0, 0, canvas.width, canvas.height));
  return text || detected(canvas);
}

async function detected(canvas) {
  if (!("BarcodeDetector" in globalThis)) return "";
  try {
    const [found] = await new BarcodeDetector({ formats: ["qr_code"] }).detect(canvas);
    return found?.rawValue ?? "";
  } catch {
    return "";
  }
}

async function checkPicture(file) {
  element("told").textContent = say("looking");
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    element("told").textContent = say("noPicture");
    return;
  }
  const text = await codeIn(picture, picture.width, picture.height);
  if (!text) {
    element("told").textContent = say("noCode");
    return;
  }
  element("code").value = text;
  await check(text);
}

function closeCamera() {
  camera?.getTracks().forEach((track) => track.stop());
  camera = null;
  element("view").hidden = true;
  element("camera").textContent = say("camera");
}

async function openCamera() {
  const view = element("view");
  try {
    camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    view.srcObject = camera;
    view.hidden = false;
    await view.play();
  } catch {
    closeCamera();
    element("told").textContent = say("noCamera");
    return;
  }
  element("camera").textContent = say("cameraStop");
  element("told").textContent = say("looking");
  while (camera) {
    const text = view.videoWidth ? await codeIn(view, view.videoWidth, view.videoHeight) : "";
    if (text && camera) {
      closeCamera();
      element("code").value = text;
      await check(text);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** Take in what a person was given; roots and bare keys only while the page brought none of its own. */
async function takePapers(text) {
  const told = element("papers-told");
  const trusted = baked.chain ? baked.chain : added + text;
  try {
    const brought = await readPapers(text);
    if (!Object.values(brought).some((papers) => papers.length)) {
      told.textContent = say("nothingNew");
      return;
    }
    chain = await believe(trusted, baked.chain ? added + text : "");
    added += `${text}\n`;
    element("papers").value = told.textContent = "";
  } catch (error) {
    if (error instanceof ForeignList) told.textContent = say("foreignList", { number: error.message });
    else if (error instanceof Malformed) told.textContent = say("badPapers");
    else if (error instanceof CannotTell) told.textContent = say("cannotTell", { algorithm: error.algorithm });
    else throw error;
    return;
  }
  showTrust();
  if (last) await check(element("code").value);
}

async function start() {
  language = navigator.language?.toLowerCase().startsWith("zh") ?? true ? "zh" : "en";
  element("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    showWords();
  });
  element("check").addEventListener("click", () => check(element("code").value));
  element("code").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return; // a scanner ends with Enter
    event.preventDefault();
    check(element("code").value);
  });
  element("picture").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    target.value = ""; // so that the same file may be chosen again
    if (file) checkPicture(file);
  });
  element("choose").addEventListener("click", () => element("picture").click());
  element("choose-papers").addEventListener("click", () => element("papers-file").click());
  element("camera").addEventListener("click", () => (camera ? closeCamera() : openCamera()));
  element("print").addEventListener("click", () => print());
  element("take").addEventListener("click", () => takePapers(element("papers").value));
  element("papers-file").addEventListener("change", async ({ target }) => {
    for (const file of target.files) await takePapers(await file.text());
  });
  addEventListener("paste", (event) => pictureIn(event.clipboardData, event));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => pictureIn(event.dataTransfer, event));
  try {
    if (baked.chain) chain = await believe(baked.chain, "");
  } catch (error) {
    if (!(error instanceof CannotTell)) throw error;
    showWords();
    element("papers-told").textContent = say("cannotTell", { algorithm: error.algorithm });
    element("papers-told").closest("details").open = true;
    return;
  }
  showWords();
  document.documentElement.dataset.ready = "yes";
}

function pictureIn(transfer, event) {
  const file = Array.from(transfer?.files ?? []).find((one) => one.type.startsWith("image/"));
  if (!file) return;
  event.preventDefault();
  checkPicture(file);
}

start();
