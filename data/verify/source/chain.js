// What is believed, and what it says of one code. The same questions in the same order as `counter verify` asks them.

const covers = (paper, at) => paper.since <= at && at < paper.until;

/** A list that nobody we believe has signed. */
class ForeignList extends Error {}

/**
 * The chain of trust from two texts: roots and bare keys are taken from the first only, certificates and lists from both.
 * A certificate without a root is left out; a list without one is an error, never passed over. A list that this browser
 * cannot check is kept apart and told.
 */
async function believe(trusted, told) {
  const [ours, theirs] = [await readPapers(trusted), await readPapers(told)];
  const chain = { roots: ours.roots, bare: ours.bare, certificates: [], lists: [], unchecked: [] };
  for (const paper of [...ours.certificates, ...theirs.certificates]) {
    for (const root of chain.roots) {
      if (paper.token.keyId === root.key.id && covers(root, paper.issued) && paper.training === root.training &&
          (await signedBy(paper.token, root.key))) {
        chain.certificates.push({ ...paper, root });
      }
    }
  }
  for (const list of [...ours.lists, ...theirs.lists]) {
    try {
      const issuer = await issuerOf(chain, list);
      if (!issuer) throw new ForeignList(String(list.number));
      chain.lists.push({ ...list, issuer });
    } catch (error) {
      if (!(error instanceof CannotTell)) throw error;
      chain.unchecked.push({ ...list, algorithm: error.algorithm });
    }
  }
  return chain;
}

/** The root or the station that signed a list while its certificate ran; a station speaks of its own sheets only. */
async function issuerOf(chain, list) {
  for (const paper of [...chain.roots, ...chain.certificates]) {
    const own = list.scope.startsWith(`L${paper.unit.slice(0, 9)}-`) && list.revoked.size === 0;
    const fits = paper.key.id === list.token.keyId && paper.unit === list.unit && covers(paper, list.at);
    if (fits && (paper.type === ROOT || own) && (await signedBy(list.token, paper.key))) return paper;
  }
  return null;
}

const newest = (lists) => lists.reduce((best, list) => (!best || list.number > best.number ? list : best), null);

/** The newest list of a root. */
function ofRoot(chain, root) {
  return root ? newest(chain.lists.filter((list) => list.issuer.type === ROOT && list.issuer.key.id === root.key.id)) : null;
}

/** The newest list of a station about a serial; a revoked key lists nothing. */
function ofStation(chain, serial, link) {
  if (!link.certificate) return null;
  const against = ofRoot(chain, link.root);
  return newest(chain.lists.filter((list) => {
    const told = against?.revoked.get(list.issuer.key.id);
    return list.issuer.type === CERTIFICATE && list.issuer.unit === link.certificate.unit &&
      list.issuer.root.key.id === link.root.key.id && serial.startsWith(list.scope) && !(told && list.at >= told[0]);
  }));
}

/** The claims of a code by name. */
function slipClaims(token) {
  const claims = claimsIn(token);
  const [serial, kind, state, station, time, digest] = [1, 2, 3, 4, 5, 6].map((key) => claims.get(key));
  const specimen = claims.get(7) ?? false;
  const sound = [serial, kind, state, station].every((text) => typeof text === "string" && readable(text)) &&
    Number.isSafeInteger(time) && digest instanceof Uint8Array && typeof specimen === "boolean";
  if (!sound) throw new Malformed("claims");
  return { serial, kind, state, station, time, specimen };
}

/** Reasons why a code with a right signature proves nothing all the same: [word, values]. */
function against(claims, link, chain) {
  const wrong = [], paper = link.certificate;
  if (paper) {
    if (paper.unit !== claims.station) wrong.push(["otherStation", { unit: paper.unit }]);
    if (!covers(paper, claims.time)) {
      wrong.push(["expired", { date: day(claims.time), since: day(paper.since), until: day(paper.until - 1) }]);
    }
    if (paper.training && !claims.specimen) wrong.push(["notSpecimen", {}]);
  }
  const ofCity = ofRoot(chain, link.root), told = ofCity?.revoked.get(link.key.id);
  if (told && claims.time >= told[0]) wrong.push(["revoked", { reason: told[1], number: ofCity.number, date: day(ofCity.at) }]);
  const gone = [ofCity, ofStation(chain, claims.serial, link)].find((list) => list?.void.has(claims.serial));
  if (gone) {
    wrong.push(["void", { number: gone.number, date: day(gone.at) }]);
    const instead = gone.void.get(claims.serial);
    if (instead) wrong.push(["replaced", { serial: instead }]);
  }
  return wrong;
}

/** What is to be known of a good code: who vouches, and as of which lists. */
function beside(claims, link, chain, now) {
  const notes = [], paper = link.certificate;
  if (!paper) notes.push(["bare", { key: link.key.id }]);
  else {
    notes.push(["by", {
      name: paper.name, unit: paper.unit, number: paper.number, until: day(paper.until - 1), key: link.key.id, root: link.root.name,
    }]);
    if (paper.training) notes.push(["training", {}]);
  }
  notes.push(["algorithm", { name: ALGORITHMS.get(link.key.algorithm).name }]);
  if (link.key.algorithm === SM2) notes.push(["notCertified", {}]);
  const lists = [[ofRoot(chain, link.root), "key"], [ofStation(chain, claims.serial, link), "sheet"]];
  for (const [list, what] of lists) {
    if (!list) notes.push([`${what}NoList`, {}]);
    else notes.push([`${what}AsOf`, { number: list.number, date: day(list.at) }]);
    if (list && now > list.due) notes.push(["oldList", { number: list.number, date: day(list.due) }]);
  }
  if (claims.specimen) notes.push(["specimen", {}]);
  return { notes, asOf: lists.map(([list]) => list?.at).filter((at) => at !== undefined).sort((a, b) => a - b)[0] };
}

/**
 * The verdict on the text of a code: state is valid, specimen, invalid or unknown (this browser cannot tell);
 * reasons are [word, values]; claims only where a signature was right.
 */
async function judge(text, chain, now) {
  let token;
  try {
    token = openToken(fromBase45(text));
    if (token.type) throw new Malformed("no code");
  } catch (error) {
    if (error instanceof Malformed) return { state: "invalid", reasons: [["notOurCode", {}]] };
    throw error;
  }
  const links = [
    ...chain.certificates.filter((paper) => paper.key.id === token.keyId)
      .map((certificate) => ({ key: certificate.key, certificate, root: certificate.root })),
    ...chain.bare.filter((key) => key.id === token.keyId).map((key) => ({ key })),
  ];
  if (!links.length) return { state: "invalid", reasons: [["unknownKey", { key: token.keyId }]] };
  try {
    return await judgeSigned(token, links, chain, now);
  } catch (error) {
    if (error instanceof CannotTell) return { state: "unknown", reasons: [["cannotTell", { algorithm: error.algorithm }]] };
    if (error instanceof Malformed) return { state: "invalid", reasons: [["notOurCode", {}]] };
    throw error;
  }
}

async function judgeSigned(token, links, chain, now) {
  const signers = [];
  for (const link of links) if (await signedBy(token, link.key)) signers.push(link);
  if (!signers.length) return { state: "invalid", reasons: [["badSignature", {}]] };
  const claims = slipClaims(token);
  const link = signers.find((one) => !against(claims, one, chain).length) ?? signers[0];
  const wrong = against(claims, link, chain);
  if (wrong.length) return { state: "invalid", reasons: [["genuine", {}], ...wrong], claims };
  const { notes, asOf } = beside(claims, link, chain, now);
  return { state: claims.specimen ? "specimen" : "valid", reasons: [["genuine", {}], ...notes], claims, asOf };
}

/** Day and minute at the station: the clocks of the country run eight hours before UTC. */
function minute(seconds) {
  const at = new Date((seconds + 8 * 3600) * 1000);
  return Number.isNaN(at.getTime()) ? String(seconds) : at.toISOString().slice(0, 16).replace("T", " ");
}

function day(seconds) {
  return minute(seconds).slice(0, 10);
}
