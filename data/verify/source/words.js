// Every word of the page, Chinese and English.

const WORDS = {
  title: ["核验户籍窗口单据", "Check a paper of a household-registration counter"],
  lead: [
    "本页不联网：内容都在这一个文件里，什么也不发送、不保存。",
    "This page uses no network: everything is in this one file; nothing is sent and nothing is kept.",
  ],
  other: ["English", "中文"],
  code: ["核验码的文字", "Text of the code"],
  codeHint: ["用扫码枪扫入，或粘贴。", "Scan it with a reader, or paste it."],
  check: ["核验", "Check"],
  picture: ["图片", "Picture"],
  pictureHint: ["照片或截图；也可以直接粘贴或拖到本页。PDF 请先打印或截图。", "A photo or a screenshot; it may also be pasted or dropped here. Print or photograph a PDF first."],
  choose: ["选择图片", "Choose a picture"],
  camera: ["打开摄像头", "Open the camera"],
  cameraStop: ["关闭摄像头", "Close the camera"],
  result: ["结果", "Result"],
  print: ["打印结果", "Print the result"],
  nothingYet: ["还没有核验。", "Nothing has been checked yet."],
  valid: ["有效", "Valid"],
  specimenState: ["样张，核验一致", "A specimen, unaltered"],
  invalid: ["不能证明", "Not proved"],
  unknown: ["无法判断", "It cannot be told"],
  asOfList: ["（截至 {date} 的名单）", ", as of the list of {date}"],
  compare: [
    "本页核验的是码。请再把下面的编号、单位和日期与纸面逐一对照；纸上其他文字由民警或 counter verify 核对。",
    "This page checks the code. Now compare serial, station and date below with the paper; its other words are checked by the station or by counter verify.",
  ],
  serial: ["编号", "Serial"],
  kind: ["单据", "Paper"],
  state: ["状态", "State"],
  station: ["单位", "Station"],
  time: ["时间", "Time"],
  checkedAt: ["核验时间", "Checked at"],
  trust: ["核验依据", "What is believed"],
  trustHint: [
    "向打印单位或市局索取的根证书、证书和名单；根证书的指纹请与公布的逐字对照。",
    "Root, certificates and lists from the station or the city; compare the fingerprint of the root with the published one.",
  ],
  noTrust: ["还没有根证书或公钥，任何核验码都不能判断。", "There is no root and no key yet: no code can be judged."],
  more: ["加入证书或名单", "Add certificates or lists"],
  moreText: ["证书或名单的文字", "Text of certificates or lists"],
  moreFile: ["从文件读取", "Read from a file"],
  take: ["采用", "Use it"],
  root: ["根：{name}（{unit}）", "Root: {name} ({unit})"],
  trainingRoot: ["，训练用，不能作为凭证", ", for training, proves nothing"],
  certificates: ["证书 {count} 份", "{count} certificates"],
  listOf: ["{unit} 第 {number} 号名单，{date}", "List {number} of {unit}, {date}"],
  uncheckedList: ["第 {number} 号名单的 {algorithm} 签名本页不能核验，没有采用", "List {number} is signed with {algorithm}, which this page cannot check; it is not used"],
  bareKey: ["没有证书的公钥 {key}", "Public key without a certificate, {key}"],
  // verdicts and reasons
  genuine: ["签名有效。", "The signature is valid."],
  notOurCode: ["这不是本系统的核验码，或扫码不完整。请重新扫码。", "This is not a code of this system, or it was not read whole. Scan it again."],
  unknownKey: ["核验码由未知的密钥（{key}）签发。请取得打印单位的证书。", "The code was signed with an unknown key ({key}). Get the certificates of the station."],
  badSignature: ["核验码的签名不符，内容被改动过。", "The signature does not match: the code was altered."],
  cannotTell: [
    "这个浏览器不能核验 {algorithm} 签名，有效与否都不能断定。请换用新版浏览器，或用 counter verify 核验。",
    "This browser cannot check {algorithm} signatures; neither valid nor invalid can be said. Use a newer browser or counter verify.",
  ],
  notCertified: [
    "SM2 和 SM3 由本页自行计算，不是经认证的商用密码模块。",
    "SM2 and SM3 are computed by this page itself, which is not a certified module.",
  ],
  by: [
    "由{name}（{unit}）签发；证书第 {number} 号，有效期至 {until}；密钥 {key}；根：{root}。",
    "Signed by {name} ({unit}); certificate {number}, valid until {until}; key {key}; root: {root}.",
  ],
  bare: ["密钥 {key} 没有证书，只凭所给的公钥核验。", "The key {key} has no certificate; it is believed because it was given."],
  algorithm: ["签名算法：{name}。", "Signature algorithm: {name}."],
  training: ["证书由训练用的根签发，不能作为凭证。", "The certificate is of a training root and proves nothing."],
  specimen: ["这是样张，不能作为凭证。", "This is a specimen and proves nothing."],
  keyAsOf: ["截至第 {number} 号吊销名单（{date}），密钥未被吊销。", "As of revocation list {number} of {date} the key is not revoked."],
  sheetAsOf: ["截至打印单位第 {number} 号作废名单（{date}），本单未作废。", "As of list {number} of the station of {date} the sheet is not void."],
  keyNoList: ["没有吊销名单：密钥后来是否被吊销，不得而知。", "No revocation list: whether the key was revoked since is not known."],
  sheetNoList: ["没有打印单位的作废名单：本单后来是否作废，不得而知。", "No list of the station: whether the sheet was voided since is not known."],
  oldList: ["第 {number} 号名单应在 {date} 前更新，请索取新的名单。", "List {number} was to be renewed by {date}; ask for a newer one."],
  otherStation: ["证书属于另一个单位（{unit}），不是核验码所说的单位。", "The certificate belongs to another station ({unit}) than the code says."],
  expired: ["核验码的时间 {date} 不在证书有效期（{since} 至 {until}）内。", "The time of the code, {date}, is not within its certificate ({since} to {until})."],
  notSpecimen: ["用训练密钥签名的单据必须是样张。", "A sheet signed with a training key must be a specimen."],
  revoked: ["密钥已被吊销（{reason}），见第 {number} 号吊销名单（{date}）。", "The key is revoked ({reason}), see revocation list {number} of {date}."],
  void: ["本单已作废，见第 {number} 号名单（{date}）。", "The sheet is void, see list {number} of {date}."],
  replaced: ["它由 {serial} 替代。", "It was replaced by {serial}."],
  leaked: ["密钥可能泄露", "the key may have leaked"],
  lost: ["密钥遗失", "the key was lost"],
  closed: ["单位已撤销", "the station was closed"],
  keyReplaced: ["已换新密钥", "another key took its place"],
  // what could not be done
  noPicture: ["这个文件不是图片，或读不出来。", "This file is no picture, or cannot be read."],
  noCode: ["图片里没有读到核验码。请对正、靠近、光线均匀，再试一次。", "No code was found in the picture. Hold it straight, nearer and evenly lit, and try again."],
  noCamera: ["没有可用的摄像头，或没有允许使用。请改用图片或粘贴文字。", "There is no camera, or its use was not allowed. Use a picture or paste the text."],
  looking: ["正在找核验码……", "Looking for a code …"],
  badPapers: ["文字里的证书或名单不完整或被改动过，没有采用。", "A certificate or list in the text is incomplete or altered; nothing of it was used."],
  foreignList: ["第 {number} 号名单不是由可信的密钥签名的，没有采用。", "List {number} is not signed by a trusted key; nothing of it was used."],
  nothingNew: ["文字里没有证书、名单或公钥。", "The text holds no certificate, list or key."],
  // states of a matter, as the code names them
  received: ["已收到", "received"],
  accepted: ["已受理", "accepted"],
  incomplete: ["待补正", "to be completed"],
  granted: ["已开具", "granted"],
  refused: ["不予办理", "refused"],
  decided: ["已决定", "decided"],
  dayClosed: ["已日结", "day closed"],
};

const REASON_WORDS = { leaked: "leaked", lost: "lost", replaced: "keyReplaced", closed: "closed" };
const STATE_WORDS = {
  received: "received", accepted: "accepted", incomplete: "incomplete", granted: "granted", refused: "refused",
  decided: "decided", closed: "dayClosed",
};

let language = "zh";

/** The words under a name in the language of the page, their {places} filled. */
function say(name, values = {}) {
  return WORDS[name][language === "zh" ? 0 : 1].replace(/\{(\w+)\}/g, (whole, place) => values[place] ?? whole);
}
