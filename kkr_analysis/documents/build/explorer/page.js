// @ts-check
// The page of alliances: it takes ticks, looks the answer up, and says it. Every answer was counted beforehand
// by the exact engine. Votes are added and halved here to be shown; nothing is decided.
"use strict";
(() => {
/** @typedef {[letter: string, named: string, votes: number, colour: string, ink: string]} Party */
/** Holder, block and member next in line, nearest, is that a member, the votes it lacks. @typedef {number[]} Post */
/** What is filled into a sentence. @typedef {Record<string, string>} Values */
/** @typedef {{ post: number, tied: string[], falls: [drawn: string[], chair: number, vice: number][] }} Lot */
/** One KKR, as content.py writes it: `free` in the order of the growth strings, `which` and `posts` once unpacked.
 * @typedef {{ slug: string, body: string, status: string, parties: Party[], free: number[], sets: number,
 *   width: number, answers: number[], packed: string, lots: Lot[], scenario: string,
 *   which?: Uint16Array[], posts?: Post[][] }} Kkr */
/** The posts as far as votes decide them, and the lot. @typedef {{ posts: (Post | null)[], lot: Lot | null }} Answer */
/** The column in which each party is ticked, below 0 for none. @typedef {number[]} Groups */

const NOBODY = 255, BELOW = 4, MOST_NAMED = 3, MOST_LEAVING = 8, NEW = 99;
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const fail = () => { document.body.className = "changed"; };
addEventListener("error", fail);
const sealed = at("data").textContent ?? "";
/** @type {{ words: Record<string, string>, kkr: Kkr[], extensions: number[][] }} */
const { words, kkr: every, extensions } = JSON.parse(sealed);
let here = every[0], ticks = /** @type {Groups} */ ([]);

// ---- words: sentences are those of presentation/phrases.py, numbers as danish.py writes them
const say = (/** @type {string} */ phrase, /** @type {Values} */ values = {}) =>
  words[phrase].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const whole = (/** @type {number} */ number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
const listed = (/** @type {string[]} */ names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${words.and} ${names[names.length - 1]}`;
const counted = (/** @type {number} */ number, /** @type {string} */ one, /** @type {string} */ many) =>
  `${whole(number)} ${words[number === 1 ? one : many]}`;
const capital = (/** @type {string} */ text) => text[0].toUpperCase() + text.slice(1);
const postName = (/** @type {number} */ which) => words[`post_${which + 1}`];
const quotient = (/** @type {number} */ votes, /** @type {number} */ divisor) => {
  const [units, thousandths] = (votes / divisor).toFixed(3).split(".");
  return whole(Number(units)) + (votes % divisor ? `,${thousandths}` : "");
};
const letter = (/** @type {number} */ party) => here.parties[party][0];
const label = (/** @type {number[]} */ parties) => parties.map(letter).join("+");
const labels = (/** @type {number[][]} */ pacts) => listed(pacts.map(label));
const strength = (/** @type {number[]} */ parties) => parties.reduce((sum, party) => sum + here.parties[party][2], 0);

// ---- looking up
/** The number of a set of alliances: see whatif/alliances/growth.py, also for extensions[further][blocks]. */
function numberOf(/** @type {Groups} */ groups) {
  const first = /** @type {Map<number, number>} */ (new Map());
  let blocks = 0, number = 0;
  here.free.forEach((party, place) => {
    const group = groups[party], block = first.get(group) ?? blocks;
    if (group >= 0) first.set(group, block);
    number += block * extensions[here.free.length - 1 - place][blocks];
    blocks = Math.max(blocks, block + 1);
  });
  return number;
}

/** Unpack the answers of a KKR, once: see documents/build/explorer/packed.py. */
async function unpack(/** @type {Kkr} */ kkr) {
  if (kkr.posts) return;
  const bytes = Uint8Array.from(atob(kkr.packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(stream).arrayBuffer(), rows = new Uint8Array(buffer, 4 * kkr.sets);
  let start = 0;
  kkr.which = [0, 1].map((post) => new Uint16Array(buffer, 2 * kkr.sets * post, kkr.sets));
  kkr.posts = kkr.answers.map((size) => {
    const posts = Array.from({ length: size }, (_, row) => {
      const at = (/** @type {number} */ column) => rows[start + column * size + row];
      let lacking = 0;
      for (let byte = kkr.width; byte--; ) lacking = 256 * lacking + at(5 + byte);
      return [at(0), at(1), at(2), at(3), at(4), lacking];
    });
    start += (5 + kkr.width) * size;
    return posts;
  });
}

function answerTo(/** @type {Groups} */ groups) {
  const number = numberOf(groups), { which = [], posts = [] } = here, rows = which.map((of) => of[number]);
  const drawn = [0, 1].find((post) => rows[post] >= posts[post].length);
  const lot = drawn === undefined ? null : here.lots[rows[drawn] - posts[drawn].length];
  return /** @type {Answer} */ ({ posts: rows.map((row, post) => posts[post][row] ?? null), lot });
}

/** The posts in every way that the lots can fall. @type {(answer: Answer) => Post[][]} */
const ways = ({ posts, lot }) => !lot ? [/** @type {Post[]} */ (posts)]
  : lot.falls.map(([, ...rows]) => rows.map((row, post) => (here.posts ?? [])[post][row]));

/** What everybody has for sure and at most: 2 is the chair, 1 the vice-chair. */
function worths(/** @type {Groups} */ groups) {
  const each = ways(answerTo(groups)).map((posts) =>
    here.parties.map((_, party) => 2 * Number(posts[0][0] === party) + Number(posts[1][0] === party)));
  const end = (/** @type {(...worths: number[]) => number} */ of) =>
    each[0].map((_, party) => of(...each.map((way) => way[party])));
  return { sure: end(Math.min), most: end(Math.max) };
}

// ---- alliances, and what answers them
const nobody = () => here.parties.map(() => -1);
const those = (/** @type {(party: number) => boolean} */ test) => here.parties.map((_, party) => party).filter(test);
/** Who stands as one with a party. @type {(groups: Groups, party: number) => number[]} */
const blockOf = (groups, party) => groups[party] < 0 ? [party] : those((other) => groups[other] === groups[party]);
/** Those ticked in each column. */
const ticked = (/** @type {Groups} */ groups) => [...new Set(groups)].filter((column) => column >= 0).sort()
  .map((column) => those((party) => groups[party] === column));
const alliancesIn = (/** @type {Groups} */ groups) => ticked(groups).filter((members) => members.length > 1);
/** @type {(groups: Groups, parties: number[], column: number) => Groups} */
const moved = (groups, parties, column) => groups.map((own, party) => (parties.includes(party) ? column : own));
const subsets = (/** @type {number[]} */ all) =>
  all.reduce((found, one) => [...found, ...found.map((some) => [...some, one])], /** @type {number[][]} */ ([[]]));
/** Fewest members, then fewest votes; several where they are equal. */
function smallest(/** @type {number[][]} */ pacts) {
  const size = (/** @type {number[]} */ pact) => pact.length * 2 ** 40 + strength(pact);
  const least = Math.min(...pacts.map(size));
  return pacts.filter((pact) => size(pact) === least);
}

/** Who gains by leaving, as presentation/alliances.py says it: see whatif/alliances/stability.py. */
function departures(/** @type {Groups} */ groups) {
  const before = worths(groups);
  /** @type {{ members: number[], leavers: number[], name: string, isOne: boolean }[]} */
  const found = [];
  for (const members of alliancesIn(groups))
    for (const leavers of subsets(members).filter((some) => some.length && some.length < members.length))
      for (const isOne of leavers.length > 1 ? [true, false] : [false]) {
        const after = worths(moved(groups, leavers, isOne ? NEW : -1));
        const gains = leavers.map((party) => after.sure[party] - before.most[party]);
        const name = [leavers.length, ...leavers.map(letter).sort()].join("\0"); // at most nine leave
        if (Math.min(...gains) >= 0 && Math.max(...gains) > 0) found.push({ members, leavers, name, isOne });
      }
  if (!found.length) return [words.nobody_leaves];
  found.sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
  const shown = found.filter(({ members, leavers }, place) => !found.slice(0, place).some((other) =>
    other.members === members && other.leavers.every((party) => leavers.includes(party)))).slice(0, MOST_LEAVING);
  const said = shown.map(({ members, leavers, isOne }) => say(isOne ? "leave_together" : "leaves",
    { leavers: listed(leavers.map(letter).sort()), alliance: label(members) }));
  const left = found.length - shown.length;
  return left ? [...said, say("more_ways", { ways: counted(left, "way", "ways") })] : said;
}

/** What takes away what each alliance gave, as presentation/alliances.py says it: see whatif/alliances/answers.py. */
function counterPacts(/** @type {Groups} */ groups) {
  const outside = those((party) => here.free.includes(party) && blockOf(groups, party).length === 1);
  const standing = worths(groups), pacts = subsets(outside).filter((pact) => pact.length > 1);
  const answers = pacts.map((pact) => ({ pact, ...worths(moved(groups, pact, NEW)) }));
  return alliancesIn(groups).map((members) => {
    const without = worths(moved(groups, members, -1));
    const gainers = members.filter((party) => standing.sure[party] > without.most[party]);
    if (!gainers.length) return say("no_gain", { alliance: label(members) });
    const undone = [...gainers.map((party) => [party]), ...(gainers.length > 1 ? [gainers] : [])].map((losers) => {
      const [first, ...others] = losers, before = without.most[first], now = standing.sure[first];
      const post = others.length ? -1 : before < 2 && now > 1 ? 0 : before < now && standing.most[first] < 2 ? 1 : -1;
      const taking = answers.filter(({ most }) => losers.every((party) => most[party] <= (post ? without.most[party] : 1)));
      const named = smallest(taking.map(({ pact }) => pact)).slice(0, MOST_NAMED), more = taking.length - named.length;
      return say(named.length ? "taken" : "not_taken", { alliances: named.map(label).join(words.or),
        what: post < 0 ? words.gained : `${postName(post)}sposten`, members: listed(losers.map(letter)),
        further: more ? say("further", { others: counted(more, "other", "others") }) : "" });
    });
    return say("gain", { alliance: label(members), members: listed(gainers.map(letter)), undone: undone.join(" ") });
  });
}

// ---- saying it
/** On which quotients a post was won. @type {(groups: Groups, posts: Post[], which: number) => string} */
function wonBy(groups, posts, which) {
  const [holder, next, nextInside, nearest] = posts[which], block = blockOf(groups, holder);
  const claim = (/** @type {number[]} */ parties) => {
    const votes = strength(parties), divisor = which && parties.includes(posts[0][0]) ? 2 : 1;
    return say("division", { votes: whole(votes), divisor: String(divisor), quotient: quotient(votes, divisor) });
  };
  const against = (/** @type {number} */ party, /** @type {Groups} */ among) => party === NOBODY ? ""
    : say("against", { other: label(blockOf(among, party)), division: claim(blockOf(among, party)) });
  let won = say("won", { winner: label(block), division: claim(block), against: against(next, groups) });
  if (block.length > 1)
    won = say("won_inside", { outer: won, winner: letter(holder), division: claim([holder]),
      against: against(nextInside, nobody()) });
  if (nearest === NOBODY) return say("unopposed", { won });
  return say("lacks", { won, ...lackingOf(groups, posts[which], which) });
}

/** @type {(groups: Groups, post: Post) => string} */
const nearestOf = (groups, [, , , nearest, isInside]) =>
  nearest === NOBODY ? "" : label(isInside ? [nearest] : blockOf(groups, nearest));

/** What the nearest lacks, and on what condition. @type {(groups: Groups, post: Post, which: number) => Values} */
const lackingOf = (groups, post, which) => ({ who: nearestOf(groups, post), votes: counted(post[5], "vote", "votes"),
  post: postName(which), condition: which && alliancesIn(groups).length ? words.chair_stays : "" });

/** Who holds a post, or the letter. @type {(groups: Groups, which: number, isBrief?: boolean) => string} */
function holderOf(groups, which, isBrief = false) {
  const { posts, lot } = answerTo(groups), post = posts[which];
  if (!post) return lot?.post === which + 1 ? lotBetween(lot) : words.after_lot;
  if (post[0] === NOBODY || isBrief) return post[0] === NOBODY ? words.same : letter(post[0]);
  const block = blockOf(groups, post[0]), holder = here.parties[post[0]][1];
  return block.length > 1 ? say("in_alliance", { holder, alliance: label(block) }) : holder;
}
const lotBetween = (/** @type {Lot | null} */ lot) => say("lot_between", { names: listed(lot?.tied ?? []) });

/** What happens in every way that the lots can fall. */
const fallsOf = (/** @type {Answer} */ answer) => ways(answer).map(([chair, vice], place) => {
  const drawn = (answer.lot?.falls[place][0] ?? []).join(words.then);
  return say("fall", { drawn, chair: letter(chair[0]), vice_chair: letter(vice[0]) });
});

/** Who gets the posts, in other words where a lot is drawn. @type {(phrase: string, groups: Groups) => string} */
function outcome(phrase, groups) {
  const { lot } = answerTo(groups), [chair, vice_chair] = [0, 1].map((which) => holderOf(groups, which, true));
  return say(lot ? `${phrase}_lot` : phrase, { mark: words.mark, body: here.body, status: here.status, chair,
    vice_chair, alliances: labels(alliancesIn(groups)), lot: lotBetween(lot), post: postName((lot?.post ?? 1) - 1) });
}

/** A few sentences for an e-mail. */
function inShort(/** @type {Groups} */ groups) {
  const now = answerTo(groups), isAllied = alliancesIn(groups).length > 0;
  const lacking = now.posts.flatMap((post, which) => post && post[3] !== NOBODY ? 
    [say("short_lacks", lackingOf(groups, post, which))] : []);
  const further = now.lot ? fallsOf(now).join("; ") : listed(lacking);
  return [outcome(isAllied ? "short" : "short_before", groups), further && `${capital(further)}.`,
    isAllied ? outcome("was", nobody()) : ""].filter(Boolean).join(" ");
}

/** Who gains and who pays. */
function balance(/** @type {Groups} */ groups) {
  const old = answerTo(nobody()), now = answerTo(groups), before = worths(nobody()), after = worths(groups);
  if (turningPost(old, now) === undefined) return words.nothing_moves;
  const unless = (/** @type {string} */ sure) => ({ unless: words[old.lot || now.lot ? "unless_drawn" : sure] });
  const gainers = those((party) => after.sure[party] > before.most[party]).map(letter);
  const payers = those((party) => after.most[party] < before.sure[party]).map(letter);
  return [gainers.length ? say("gainers", { names: listed(gainers) }) : say("no_gainer", unless("unless_losing")),
    payers.length ? say("payers", { names: listed(payers) }) : say("no_payer", unless("unless_gaining"))].join(" ");
}

/** The first post that changes hands. @type {(old: Answer, now: Answer) => number | undefined} */
const turningPost = (old, now) => [0, 1].find((which) => old.posts[which]?.[0] !== now.posts[which]?.[0]);

// ---- the page
/** @type {(tag: string, attributes: Record<string, string>, ...children: (Node | string)[]) => HTMLElement} */
function make(tag, attributes, ...children) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
}
const put = (/** @type {string} */ id, /** @type {string} */ text) =>
  Object.assign(at(id), { textContent: text, hidden: !text });
const list = (/** @type {string} */ id, /** @type {string} */ tag, /** @type {string[]} */ lines) =>
  at(id).replaceChildren(...lines.map((line) => make(tag, {}, line)));

/** Draw the quotients around the last post, as the enclosure does. */
function draw(/** @type {HTMLElement} */ body, /** @type {Groups} */ groups) {
  const { posts, lot } = answerTo(groups), first = those((party) => blockOf(groups, party)[0] === party);
  const claims = first.map((party) => blockOf(groups, party)).flatMap((parties) => {
    const has = posts.filter((post) => post && parties.includes(post[0])).length, votes = strength(parties);
    return Array.from({ length: has + BELOW }, (_, before) =>
      ({ parties, votes, divisor: before + 1, value: votes / (before + 1), isWon: before < has }));
  }).sort((one, other) => Number(other.isWon) - Number(one.isWon) || other.value - one.value);
  const won = claims.filter(({ isWon }) => isWon).length, shown = claims.slice(0, won + BELOW);
  const most = Math.max(...shown.map(({ value }) => value));
  const areParted = shown.some(({ votes, divisor }) => quotient(votes, divisor).includes(","));
  body.replaceChildren(...shown.map(({ parties, votes, divisor, value, isWon }, place) => {
    const leading = parties.reduce((one, other) => (strength([other]) > strength([one]) ? other : one));
    const [, , , colour, ink] = here.parties[leading], isDrawn = lot && !isWon && value === shown[won].value;
    const chip = make("span", { className: "chip", style: `background: ${colour}; color: ${ink}` }, label(parties));
    const wide = `width: ${(100 * value) / most}%; color: ${colour}`;
    const bar = make("span", { className: isWon ? "bar" : "bar lost", style: wide });
    const [className, tag] = [["last-above", words.last], ["first-below", words.next]][place - won + 1] ?? ["", ""];
    const size = quotient(votes, divisor), isWhole = areParted && !size.includes(",");
    return make("tr", { className }, make("th", { scope: "row" }, chip),
      ...[say("ordinal", { number: String(divisor) }), `${whole(votes)} ÷ ${divisor}`, bar,
        make("span", { className: isWhole ? "whole" : "" }, size),
        isDrawn ? words.drawn : tag].map((cell) => make("td", {}, cell)));
  }));
}

function show() {
  const old = answerTo(nobody()), now = answerTo(ticks), pacts = alliancesIn(ticks), isAllied = pacts.length > 0;
  const title = say("allied", { alliances: labels(pacts) }), turning = turningPost(old, now);
  put("heading", isAllied ? say("heading", { mark: words.mark, title }) : words.as_it_was);
  const alone = ticked(ticks).filter((members) => members.length === 1).map(label);
  put("alone", alone.length ? say("alone", { letters: listed(alone) }) : "");
  const assumed = isAllied ? say("assumed", { alliances: labels(pacts) }) : words.nothing_assumed;
  put("assumed", `${isAllied ? say("compared", { body: here.body }) : `${here.body}.`} ${assumed}`);
  for (const which of [0, 1]) {
    const [before, after] = [nobody(), ticks].map((groups) => holderOf(groups, which));
    put(`before-${which}`, before);
    put(`after-${which}`, isAllied ? after : "");
    at(`post-${which}`).className = isAllied && before !== after ? "emphasised" : "";
  }
  put("balance", isAllied ? balance(ticks) : "");
  const won = [0, 1].filter((which) => (now.posts[which]?.[0] ?? NOBODY) !== NOBODY).map((which) =>
    say(which === turning ? "turning" : "other_post", { post: postName(which), Post: capital(postName(which)),
      won: wonBy(ticks, /** @type {Post[]} */ (now.posts), which) }));
  list("won", "p", [...won, ...(now.lot ? fallsOf(now).map((fall) => `${capital(fall)}.`) : [])]);
  draw(at("drawn-before"), nobody());
  draw(at("drawn-after"), ticks);
  document.body.classList.toggle("allied", isAllied);
  put("closer-heading", isAllied ? say(pacts[1] ? "closer_several" : "closer", { alliances: labels(pacts) }) : "");
  list("closer", "li", isAllied ? [...departures(ticks), ...counterPacts(ticks)] : []);
  put("text", inShort(ticks));
  put("brief", outcome(isAllied ? "brief" : "brief_before", ticks));
  document.title = isAllied ? `${words.mark}: ${title}, ${here.body}` : words.title;
  for (const box of boxes()) box.checked = ticks[Number(box.name)] === Number(box.value);
}
const boxes = () => at(`ticks-${here.slug}`).getElementsByTagName("input");
function address() {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return location.hash.slice(1); }
}
const written = () => (every.length > 1 ? `${here.slug}/` : "") + ticked(ticks).map(label).join(",");

/** Parse C+V,A+F+Ø into ticks, and give what is not understood. @type {(text: string) => [Groups, string[]]} */
function parsed(text) {
  const groups = nobody(), letters = here.parties.map(([own]) => own.toUpperCase());
  const faults = /** @type {string[]} */ ([]);
  text.split(",").forEach((group, column) => group.split("+").filter(Boolean).forEach((own) => {
    const party = letters.indexOf(own.trim().toUpperCase());
    if (here.free.includes(party) && column < Math.max(here.free.length >> 1, 1)) groups[party] = column;
    else faults.push(own);
  }));
  return [groups, faults];
}

/** Show what the address says. */
async function follow() {
  const parts = address().split("/"), slug = every.length > 1 ? parts.shift() : "";
  const found = every.length > 1 ? every.find((kkr) => kkr.slug === slug) : here, next = found ?? here;
  await unpack(next);
  here = next;
  for (const choice of document.querySelectorAll("select")) choice.value = here.slug;
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-kkr]")))
    part.hidden = part.dataset.kkr !== here.slug;
  const [groups, faults] = parsed(found ? parts.join("/") : "");
  ticks = groups;
  show();
  put("astray", found || !address() ? "" : words.no_kkr);
  const known = listed(those((party) => here.free.includes(party)).map(letter));
  put("message", faults.length ? say("unknown", { names: listed(faults), known }) : "");
}

function change(/** @type {Groups} */ groups) {
  ticks = groups;
  show();
  for (const id of ["astray", "message"]) put(id, "");
  if (address() !== written()) location.hash = written();
}

async function copy() {
  let isCopied = true;
  try { await navigator.clipboard.writeText(at("text").textContent ?? ""); } catch {
    getSelection()?.selectAllChildren(at("text"));
    isCopied = document.execCommand("copy");
  }
  put("message", words[isCopied ? "copied" : "not_copied"]);
  if (!isCopied) at("text").scrollIntoView();
}

function save() {
  const pacts = alliancesIn(ticks).map(label), quoted = pacts.map((pact) => JSON.stringify(pact)).join(", ");
  const text = here.scenario + (quoted && `valgforbund = [${quoted}]\n`);
  const ascii = (/** @type {string} */ own) => ({ æ: "ae", ø: "oe", å: "aa" })[own] ?? "-";
  const name = `${[here.slug, ...pacts].join("-").toLowerCase().replace(/[^a-z0-9]/g, ascii)}.toml`;
  make("a", { href: URL.createObjectURL(new Blob([text])), download: name }).click();
  put("message", say("saved", { name }));
}

/** Whether the data are those that the page was written with; null where the browser cannot tell. */
async function isWhole() {
  const text = [sealed, ...[...document.querySelectorAll("[data-sealed]")].map((part) => part.textContent)].join("\n");
  if (!globalThis.crypto?.subtle) return null;
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("") === at("sha256").textContent;
}

async function start() {
  if (!("DecompressionStream" in globalThis)) return put("fault", words.too_old);
  const isOurs = await isWhole();
  if (isOurs === false) return fail();
  if (isOurs === null) put("fault", words.unchecked);
  addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement) location.hash = `${target.value}/`;
    else if (target instanceof HTMLInputElement)
      change(moved(ticks, [Number(target.name)], target.checked ? Number(target.value) : -1));
  });
  for (const [id, act] of Object.entries({ clear: () => change(nobody()), copy, save, print: () => print() }))
    at(id).addEventListener("click", act);
  addEventListener("click", async ({ target }) => {
    if (!(target instanceof HTMLAnchorElement && target.closest(".further"))) return;
    location.hash = target.hash;
    await follow();
    at("heading").focus({ preventScroll: true });
    at("heading").scrollIntoView();
  });
  addEventListener("hashchange", () => { if (address() !== written()) follow(); });
  await follow();
  document.body.classList.add("ready");
}

/** For whoever holds the page against the engine. */
Object.assign(window, { lookup: { every, follow, parsed, answerTo, ways, nearestOf, letter } });
start().catch(fail);
})();
