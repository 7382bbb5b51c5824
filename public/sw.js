// The pocket edition's worker: what a reader has read, kept or may read next is there without a network.
// The press prints a line in front, `self.EDITION={…};`; docs/contracts/pocket.md says what it means and
// what is stored where. The rule above all others: a fault in here leaves the site as it is without one.

const edition = self.EDITION;

const [ASSETS, PAGES, MEDIA, SAVED] = ["assets", "pages", "media", "saved"].map((name) => `kiosque-${name}`);
const ROOMS = [ASSETS, PAGES, MEDIA, SAVED];
const [STORED, READ, REVISION, BYTES] = ["Stored", "Read", "Revision", "Bytes"].map((name) => `Kiosque-${name}`);

const POCKET = "/pocket.json";
const OFF = "/sw-off";
const PAGE = '<script type="application/json" id="page">';
const [QUICK, LONG, A_MINUTE, TEN_MINUTES] = [500, 20_000, 60_000, 600_000];

/** Kinds of page that are tools, not reading. */
const TOOLS = ["shelf", "offline", "search", "not_found"];

let off = false;

const now = () => new Date().toISOString();
const wait = (time) => new Promise((done) => setTimeout(done, time));
const quietly = (promise) => promise.catch(() => undefined);
const isFull = (error) => error?.name === "QuotaExceededError";
const isGone = (response) => response.status === 404 || response.status === 410;
const isData = (key) => key.endsWith("/page.json");
const permalink = (key) => key.replace(/page\.json$/, "");
const typeOf = (response) => response.headers.get("content-type") || "";
/** The app's data that its reader has not asked for yet. */
const isAhead = (request) => request.headers.has("Kiosque-Ahead");

/** Every copy has one key: a path, without query, with the slash that hosts add by themselves. */
function keyOf(address) {
  const path = new URL(address, location).pathname.replace(/\/index\.html$/, "/");
  return /\/[^/.]+$/.test(path) ? `${path}/` : path;
}

/** What the widths of one picture have in common. */
const stem = (path) => new URL(path, location).pathname.replace(/(?:-\d+)?\.\w+$/, "");
const widthOf = (path) => Number(/-(\d+)\.\w+$/.exec(path)?.[1]) || 0;

/** Work that no answer waits for. It has its time: pages and other workers wait until this one is done. */
const aside = (event, work, time = LONG) => event.waitUntil(Promise.race([quietly(work), wait(time)]));

/**
 * Works on each item, a few at a time: a phone's network is the reader's, too. After a fault nothing is begun,
 * and what was begun has ended.
 */
async function each(items, work) {
  const rest = [...items];
  const one = async () => {
    while (rest.length) await work(rest.shift());
  };
  const faulted = (error) => {
    rest.length = 0;
    return error;
  };
  const faults = await Promise.all([one(), one(), one(), one()].map((begun) => begun.catch(faulted)));
  for (const fault of faults) if (fault) throw fault;
}

// What may be stored: a portal's page answers every address, with status 200.

function isAsset(key) {
  return edition.assets.includes(key) || /^\/[\w.-]+-[0-9a-f]{8,}[\w.-]*\.(?:js|css|wasm)$/.test(key);
}

function isFile(key, response) {
  const kinds = { js: "javascript", wasm: "application/wasm", css: "text/css" };
  const kind = kinds[key.split(".").pop()];
  const type = typeOf(response);
  return response.status === 200 && (kind ? type.includes(kind) : !type.startsWith("text/html"));
}

const isPicture = (response) => response.status === 200 && typeOf(response).startsWith("image/");

function isPage(key, response, text) {
  if (response.status !== 200) return false;
  if (isData(key)) return typeof read(text)?.version === "number";
  if (!typeOf(response).startsWith("text/html")) return false;
  return key === edition.shell ? edition.assets.some((asset) => text.includes(asset)) : text.includes(PAGE);
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The page's value in its data or in its document. */
function pageIn(key, text) {
  const [, printed = ""] = text.split(PAGE);
  return read(isData(key) ? text : printed.split("</script>")[0]);
}

// Storing.

/** No room is opened again by a worker that was called back or replaced. */
async function open(room) {
  if (off || self.serviceWorker?.state === "redundant") throw new TypeError("this worker is off");
  return caches.open(room);
}

const match = (room, key) => quietly(caches.match(key, { cacheName: room }));

function headersOf(response, more = {}) {
  const headers = new Headers(response.headers);
  // They told of the body as it was sent.
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  for (const [name, value] of Object.entries(more)) if (value) headers.set(name, value);
  return headers;
}

/** Stores a whole body, so that half of one is never kept and a second try can be made. */
async function put(room, key, body, headers) {
  const blob = new Blob([body]);
  headers.set(BYTES, blob.size);
  if (key.startsWith("/media/")) arrived.add(stem(key));
  const store = async () => (await open(room)).put(key, new Response(blob, { headers }));
  try {
    await store();
  } catch (error) {
    if (!isFull(error) || !(await makeRoom())) throw error;
    await store();
  }
}

const putFile = async (room, key, response) => put(room, key, await response.blob(), headersOf(response));

/** Stores a document or data, if it is the press's. */
async function putPage(key, response, { seen, revision } = {}) {
  const text = await response.text();
  if (!isPage(key, response, text)) return false;
  const before = await match(PAGES, key);
  const marks = { [STORED]: now(), [READ]: seen ? now() : before?.headers.get(READ), [REVISION]: revision };
  await put(PAGES, key, text, headersOf(response, marks));
  await bound(0, permalink(key));
  return true;
}

async function drop(room, page) {
  const cache = await open(room);
  await Promise.all([cache.delete(page), cache.delete(`${page}page.json`)]);
}

/** The press's list as it was last read. */
async function pocket() {
  const list = read((await (await match(PAGES, POCKET))?.text()) ?? "");
  return list?.version === 1 ? list : { documents: [], pages: [] };
}

/**
 * Lets go of what was not read for longest, save what has only just come. What the press puts by is not counted: it
 * has its own bound.
 */
async function bound(share = 0, spared = "") {
  const cache = await open(PAGES);
  const keys = (await cache.keys()).map((request) => new URL(request.url).pathname);
  const most = edition.keep ?? 60;
  const { documents, pages: data } = await pocket();
  const named = [...documents, ...data].map(({ url }) => permalink(keyOf(url)));
  const uncounted = new Set([POCKET, edition.offline, edition.shell, ...named]);
  const pages = new Map();
  for (const key of keys) if (!uncounted.has(permalink(key))) pages.set(permalink(key), "");
  const many = Math.max(pages.size - most, Math.ceil(pages.size * share));
  if (many <= 0) return;
  for (const key of keys) {
    const page = permalink(key);
    const headers = pages.has(page) && (await cache.match(key))?.headers;
    // What was never read goes before what was.
    const date = headers && (headers.has(READ) ? `r${headers.get(READ)}` : headers.get(STORED));
    if (date > pages.get(page)) pages.set(page, date);
  }
  const oldest = [...pages].sort(([, a], [, b]) => (a < b ? -1 : 1)).slice(0, many);
  for (const [page] of oldest) if (page !== spared) await drop(PAGES, page);
  await collect();
}

let madeRoom = 0;

/** Where the device is full: once in a while, or a full disk would empty the cache in a few steps. */
async function makeRoom() {
  if (Date.now() - madeRoom < TEN_MINUTES) return false;
  madeRoom = Date.now();
  await bound(0.5);
  return true;
}

/** Files that came since the last collection: their page may still be on its way. */
let arrived = new Set();

/** What is on its way into `kiosque-saved`, whose page is stored last. */
const saving = new Set();

/** How documents and data name files. */
const NAMES = /\/media\/[^"'\s(),<>\\]+|\/[\w.-]+\.(?:js|css|wasm)\b/g;

/** Lets go of every file that nothing stored names. */
async function collect() {
  const spared = arrived;
  arrived = new Set();
  const named = { [PAGES]: new Set(), [SAVED]: new Set() };
  for (const room of [PAGES, SAVED]) {
    const cache = await open(room);
    for (const request of await cache.keys()) {
      const key = new URL(request.url).pathname;
      if (key.startsWith("/media/")) continue;
      const text = (await (await cache.match(request))?.text()) ?? "";
      for (const [path] of text.matchAll(NAMES)) named[room].add(stem(path));
    }
  }
  const files = new Set(edition.assets.map(stem));
  const any = (name) => named[PAGES].has(name) || named[SAVED].has(name);
  const stays = {
    [ASSETS]: (name) => files.has(name) || any(name),
    [MEDIA]: (name) => any(name) || spared.has(name) || arrived.has(name),
    [SAVED]: (name) => !name.startsWith("/media/") || named[SAVED].has(name) || saving.has(name),
  };
  for (const [room, isNamed] of Object.entries(stays)) {
    const cache = await open(room);
    for (const { url } of await cache.keys()) {
      if (isNamed(stem(url))) continue;
      const file = room === SAVED && named[PAGES].has(stem(url)) && (await cache.match(url));
      // What is not saved any more may still be a picture of what was read.
      if (file && isPicture(file)) await quietly((await open(MEDIA)).put(url, file));
      await cache.delete(url);
    }
  }
}

// Coming and going.

let first = false;

async function install() {
  first = !registration.active;
  if (await isCalledBack()) throw new TypeError("the site calls its workers back");
  await wholeEdition(true);
}

/** What the site cannot be without here. Files whose names hold their hash need asking once. */
async function wholeEdition(anew) {
  await each(edition.assets, async (key) => {
    if (await match(ASSETS, key)) return;
    const response = await fetch(key);
    if (!isFile(key, response)) throw new TypeError(`${key} is not the press's`);
    await putFile(ASSETS, key, response);
  });
  for (const key of [edition.offline, edition.shell]) {
    if (!anew && (await match(PAGES, key))) continue;
    const response = await fetch(key, { cache: "no-cache" });
    if (!(await putPage(key, response))) throw new TypeError(`${key} is not the press's`);
  }
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith("kiosque-") && !ROOMS.includes(name)) await caches.delete(name);
  }
  // WebKit forgets what it asked for ahead when an answer from here comes first: it would never be stored.
  const forgets = /AppleWebKit(?!.*Chrom)/.test(navigator.userAgent);
  if (!forgets) await registration.navigationPreload?.enable();
  // A page that another worker served is that worker's until its reader asks.
  if (first) await clients.claim();
  // Not waited for: until a worker is active, pages wait for it.
  refresh();
}

let refreshed = 0;
let refreshing;

function refresh() {
  if (Date.now() - refreshed > TEN_MINUTES) {
    refreshed = Date.now();
    refreshing = quietly(putBy());
  }
  return refreshing;
}

async function putBy() {
  await quietly(wholeEdition());
  const gently = { cache: "no-cache", priority: "low" };
  const response = await fetch(POCKET, gently);
  const text = await response.text();
  if (response.ok && read(text)?.version === 1) await put(PAGES, POCKET, text, headersOf(response));
  const { documents, pages } = await pocket();
  const everyones = documents.map(({ url }) => keyOf(url));
  const saves = navigator.connection?.saveData;
  try {
    for (const { url, revision, media = [] } of [...documents, ...pages]) {
      const key = keyOf(url);
      if (saves && !everyones.includes(permalink(key))) continue;
      if ((await match(PAGES, key))?.headers.get(REVISION) !== revision) {
        await tolerantly(async () => putPage(key, await fetch(url, gently), { revision }));
      }
      if (!saves) await each(media, (file) => tolerantly(() => putPicture(file, gently)));
    }
  } finally {
    await collect();
  }
}

/** A site may have lost a file, or be between two editions; a full device ends it. */
async function tolerantly(work) {
  try {
    await work();
  } catch (error) {
    if (isFull(error)) throw error;
  }
}

async function putPicture(address, how) {
  const key = keyOf(address);
  if (!key.startsWith("/media/") || (await match(MEDIA, key)) || (await match(SAVED, key))) return;
  const response = await fetch(key, how);
  if (isPicture(response)) await putFile(MEDIA, key, response);
}

let looked = 0;

/** Whether the site calls its workers back. A portal's page does not say so. */
async function isCalledBack() {
  const response = await fetch(OFF, { cache: "no-store", priority: "low" });
  return response.ok && (await response.text()) === "kiosque: worker off\n";
}

async function look() {
  if (Date.now() - looked < TEN_MINUTES) return;
  looked = Date.now();
  off = await isCalledBack();
  if (off) await leave();
}

async function leave() {
  for (const name of await caches.keys()) if (name.startsWith("kiosque-")) await caches.delete(name);
  await registration.unregister();
}

// Answering.

function handler(request, key) {
  if (key.startsWith("/media/")) return media;
  if (isAsset(key)) return asset;
  if (isData(key)) return page;
  // Feeds, lists and other files with an ending of their own are the network's.
  return request.mode === "navigate" && key !== `${OFF}/` && /(?:\/|\.html)$/.test(key) ? page : undefined;
}

async function asset(event, key) {
  const copy = await match(ASSETS, key);
  if (copy) return copy;
  const response = await fetch(event.request);
  if (!isFile(key, response)) return response;
  // Whole: WebKit does not always read to the end what two read.
  const body = await response.blob();
  aside(event, put(ASSETS, key, body, headersOf(response)));
  return new Response(body, { headers: headersOf(response) });
}

/** What is being stored of answers that are on their way. */
const learning = new Map();

async function page(event, key) {
  const { request } = event;
  // Whoever follows a live page wants to know what is new, or that nobody answers.
  const isFollowed = isData(key) && (request.headers.has("if-none-match") || request.cache === "no-store");
  const network = hear(event, key, isFollowed);
  // An answer that is too late serves next time.
  const learnt = quietly(network.then(({ response, copy }) => learn(key, response, copy, !isAhead(request))));
  learning.set(key, learnt);
  aside(event, learnt.then(() => learning.get(key) === learnt && learning.delete(key)));
  const answered = network.then(({ response }) => response, () => undefined);
  if (isFollowed) return (await answered) || Response.error();

  const isGood = (answer) => answer && !isFailure(key, answer);
  const inTime = await Promise.race([answered, wait(edition.patience ?? 2000)]);
  if (isGood(inTime)) return inTime;
  const copy = await fromDevice(event, key);
  const answer = copy ? undefined : await answered;
  if (isGood(answer)) return answer;
  // WebKit stops reading for the one who looks where nobody reads.
  if (copy || !isData(key)) quietly(answered.then((unread) => unread?.body?.cancel()));
  return copy || (isData(key) ? answer || Response.error() : sorry());
}

/** The network's answer for the reader, and once more to be looked at. */
async function hear(event, key, isFollowed) {
  const begun = Date.now();
  const has = !isFollowed && isThere(key);
  const response = await ask(event);
  const isQuick = Date.now() - begun < QUICK;
  if (response.status !== 200 || response.type !== "basic") return { response };
  // As it comes, where there is nothing else, or where a document of a good network can be drawn meanwhile.
  if (!(await has) || (isQuick && !isData(key))) return { response, copy: response.clone() };
  // Whole: what stalls on its way, or breaks off, gives way to what is there.
  const text = await response.text();
  const anew = () => new Response(text, { headers: headersOf(response) });
  return { response: anew(), copy: anew() };
}

async function ask(event) {
  const response = (await event.preloadResponse) || (await fetch(event.request));
  // Firefox's preloading gives an error where a request would throw.
  if (response.type === "error") throw new TypeError("no answer");
  return response;
}

/** A host that is down, or a portal where data was asked for. */
function isFailure(key, response) {
  return response.status >= 500 || (isData(key) && response.status === 200 && !typeOf(response).includes("json"));
}

async function learn(key, response, copy, seen) {
  if (copy) await putPage(key, copy, { seen });
  else if (isGone(response)) await drop(PAGES, permalink(key));
}

async function newest(key) {
  const [kept, saved] = await Promise.all([match(PAGES, key), match(SAVED, key)]);
  const isNewer = saved && !(kept?.headers.get(STORED) > saved.headers.get(STORED));
  return isNewer ? [SAVED, saved] : [PAGES, kept];
}

/** Whether the device has a page, as a document or as data. */
async function isThere(key) {
  const found = async (stored) => (await newest(stored))[1];
  return Boolean((await found(key)) || (!isData(key) && (await found(`${key}page.json`))));
}

/** The newest copy, with its date on it; the shell in place of a document of which the data is there. */
async function fromDevice(event, key) {
  const [room, found] = await newest(key);
  if (!found) {
    const [, data] = isData(key) ? [] : await newest(`${key}page.json`);
    const shell = data && (await match(PAGES, edition.shell));
    return shell && shown(await shell.text(), shell, data.headers.get(STORED));
  }
  const text = await found.text();
  const date = found.headers.get(STORED);
  if (!isAhead(event.request)) aside(event, markRead(room, key, found, text));
  return shown(text, found, isData(key) ? undefined : date);
}

/** Notes that a copy was read. */
async function markRead(room, key, found, text) {
  // The network's answer may have come in between.
  if ((await match(room, key))?.headers.get(STORED) !== found.headers.get(STORED)) return;
  await put(room, key, text, headersOf(found, { [READ]: now() }));
}

function shown(text, copy, date, status = 200) {
  const marked = date ? text.replace(/<html\b/i, `$& data-stored="${date}"`) : text;
  return new Response(marked, { status, headers: copy.headers });
}

/** What stands where neither the network nor the device has the page. */
async function sorry() {
  const offline = await match(PAGES, edition.offline);
  if (offline) return shown(await offline.text(), offline, undefined, 503);
  const escaped = (text) => String(text ?? "").replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const [language, title, words] = [edition.language, edition.title, edition.sorry].map(escaped);
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${words}</p>`;
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'" };
  return new Response(html, { status: 503, headers });
}

async function media(event, key) {
  const range = event.request.headers.get("range");
  const copy = (await match(SAVED, key)) || (!range && (await match(MEDIA, key)));
  if (copy) return range ? part(copy, range) : copy;
  const response = await quietly(fetch(event.request));
  if (range) return response || Response.error();
  if (response && isPicture(response)) aside(event, putFile(MEDIA, key, response.clone()));
  const failed = !response || response.status >= 500 || (response.ok && typeOf(response).startsWith("text/html"));
  return (failed && (await quietly(otherWidth(key)))) || response || Response.error();
}

async function otherWidth(key) {
  let [best, distance] = [undefined, Infinity];
  for (const room of [SAVED, MEDIA]) {
    const cache = await open(room);
    for (const { url } of await cache.keys()) {
      const apart = Math.abs(widthOf(url) - widthOf(key));
      if (stem(url) === stem(key) && apart < distance) [best, distance] = [await cache.match(url), apart];
    }
  }
  return best;
}

/** Films and sounds are asked for in parts, and Safari plays nothing that is not answered so. */
async function part(copy, range) {
  const body = await copy.blob();
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(range) || [];
  const headers = new Headers(copy.headers);
  headers.set("accept-ranges", "bytes");
  if (!from && !to) return new Response(body, { headers });
  const start = from ? Number(from) : Math.max(0, body.size - Number(to));
  const end = from && to ? Math.min(Number(to), body.size - 1) : body.size - 1;
  if (start > end) {
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${body.size}` } });
  }
  headers.set("content-range", `bytes ${start}-${end}/${body.size}`);
  headers.set("content-length", end - start + 1);
  return new Response(body.slice(start, end + 1), { status: 206, statusText: "Partial Content", headers });
}

// What the app asks.

/** Films, sounds, captions, portraits and one width of each picture that a page's value names. */
function mediaOf(value, found = new Set()) {
  if (typeof value === "string") {
    // Alone, or in HTML; a text that tells of an address is a text.
    const names = value.startsWith("/media/") || value.includes("<") ? value.match(NAMES) : null;
    for (const path of names ?? []) if (path.startsWith("/media/")) found.add(keyOf(path));
  } else if (value && typeof value === "object") {
    const { widths } = value;
    const name = widths?.length ? ["src", "file"].find((key) => value[key]?.startsWith?.("/media/")) : undefined;
    if (name) {
      const best = widths.reduce((a, b) => (Math.abs(b - 960) < Math.abs(a - 960) ? b : a));
      found.add(keyOf(value[name].replace(/-\d+\.\w+$/, `-${best}.webp`)));
    }
    for (const [key, inner] of Object.entries(value)) if (key !== name) mediaOf(inner, found);
  }
  return found;
}

async function save({ url }) {
  const keys = [keyOf(url), `${keyOf(url)}page.json`];
  const had = await match(SAVED, keys[0]);
  const files = [];
  try {
    const answers = await Promise.all(keys.map((key) => fetch(key, { cache: "no-cache" })));
    if (answers.some(isGone)) return { fault: "gone" };
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    if (!keys.every((key, place) => isPage(key, answers[place], texts[place]))) return { fault: "network" };
    files.push(...mediaOf(read(texts[1])));
    for (const file of files) saving.add(stem(file));
    await each(files, async (file) => {
      if (await match(SAVED, file)) return;
      const response = (await match(MEDIA, file)) || (await fetch(file));
      if (isGone(response)) return;
      if (!isFile(file, response)) throw new TypeError(`${file} is not the press's`);
      await putFile(SAVED, file, response);
    });
    for (const [place, key] of keys.entries()) {
      await put(SAVED, key, texts[place], headersOf(answers[place], { [STORED]: now(), [READ]: now() }));
    }
    // It is there once.
    const pictures = await open(MEDIA);
    for (const file of files) await pictures.delete(file);
    return { saved: true };
  } catch (error) {
    if (!had) await drop(SAVED, keys[0]);
    return { fault: isFull(error) ? "full" : "network" };
  } finally {
    for (const file of files) saving.delete(stem(file));
    await quietly(collect());
  }
}

async function forget({ url }) {
  await drop(SAVED, keyOf(url));
  await collect();
  return { saved: false };
}

/** The page that was being read before there was a worker. */
async function keep({ url, media: files = [] }) {
  const response = await fetch(keyOf(url));
  if (isGone(response)) return { fault: "gone" };
  if (!(await putPage(keyOf(url), response, { seen: true }))) return { fault: "network" };
  await each(files, (file) => tolerantly(() => putPicture(file)));
  return { kept: true };
}

/** The page that the app shows, which it may have asked for ahead, or had. */
async function seen({ url }) {
  const key = `${keyOf(url)}page.json`;
  await Promise.race([learning.get(key), wait(LONG)]);
  const [room, found] = await newest(key);
  const before = Date.parse(found?.headers.get(READ)) || 0;
  if (!found) await putPage(key, await fetch(key), { seen: true });
  else if (Date.now() - before > A_MINUTE) await markRead(room, key, found, await found.text());
  return { seen: true };
}

async function list() {
  const pages = new Map();
  let [bytes, files] = [0, 0];
  for (const room of ROOMS) {
    const cache = await open(room);
    for (const request of await cache.keys()) {
      const copy = await cache.match(request);
      if (!copy) continue;
      files += 1;
      bytes += Number(copy.headers.get(BYTES));
      const key = new URL(request.url).pathname;
      const isReading = room === PAGES || (room === SAVED && !key.startsWith("/media/"));
      const page = isReading && pageIn(key, await copy.text());
      const { title, body } = page || {};
      const kind = typeof body === "string" ? body : Object.keys(body ?? {})[0];
      if (!kind || TOOLS.includes(kind)) continue;
      const url = permalink(key);
      const entry = pages.get(url) ?? { url, title, kind, saved: false, stored: "", read: null };
      entry.saved ||= room === SAVED;
      const [stored, seen] = [copy.headers.get(STORED), copy.headers.get(READ)];
      if (stored > entry.stored) Object.assign(entry, { stored, title, kind });
      if (seen && seen > (entry.read ?? "")) entry.read = seen;
      pages.set(url, entry);
    }
  }
  const rank = ({ saved, read: seen, stored }) => `${saved ? 2 : 1}${seen ?? ""} ${stored}`;
  const sorted = [...pages.values()].sort((a, b) => (rank(a) < rank(b) ? 1 : -1));
  return { pages: sorted, bytes, files };
}

const questions = { list, save, forget, keep, seen };

function reply(event) {
  const question = event.data ?? {};
  if (question.ask === "take over") {
    event.waitUntil(self.skipWaiting());
    return;
  }
  const known = Object.hasOwn(questions, question.ask);
  const answer = known ? questions[question.ask](question) : Promise.resolve({ fault: "unknown" });
  const failed = (error) => ({ fault: isFull(error) ? "full" : "network" });
  event.waitUntil(answer.catch(failed).then((said) => event.ports[0]?.postMessage(said)));
  if (question.ask === "keep") aside(event, answer.then(refresh, refresh));
}

if (edition) {
  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => aside(event, activate(), 3000));
  addEventListener("message", reply);
  addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (off || request.method !== "GET" || url.origin !== location.origin) return;
    const key = keyOf(url);
    const answer = handler(request, key);
    if (!answer) return;
    const answered = answer(event, key).catch(() => fetch(request));
    event.respondWith(answered);
    if (answer !== page) return;
    aside(event, look());
    if (request.mode === "navigate") aside(event, answered.then(refresh));
  });
} else {
  // No press printed this file: the site is served by its developers, or calls its workers back.
  addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
  addEventListener("activate", (event) => event.waitUntil(quietly(leave())));
}
