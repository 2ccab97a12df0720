/* Lets readers suggest a correction: highlight words, press Ctrl+Enter (or the button), say what is wrong.
 *
 *   <script src="firsthand.js" data-to="https://desk.example/suggestions" data-in="article" defer></script>
 *
 * `data-to` is where a desk takes suggestions, `data-in` what holds the article (else <article>, <main>, or the body).
 * Sent are the page's address and language, the words with those before and after them, where they stand (in code
 * points), and what the reader wrote: nothing else, and no cookie. It needs no rule for styles in the site's policy. */
(() => {
  "use strict";
  const script = document.currentScript;
  const to = script && script.dataset.to;
  if (!to || !window.HTMLDialogElement) return;

  const QUOTE = 1000, NOTE = 2000, AROUND = 100, KEPT = 20, WAIT = 15000;
  const QUEUE = "firsthand:waiting";
  const SKIPPED = "script,style,noscript,template,textarea,select,button,[hidden],[aria-hidden=true]";
  const BLOCK = "p,li,dt,dd,h1,h2,h3,h4,h5,h6,blockquote,pre,td,th,figcaption,caption,div,section,article,main,body";
  const STYLE = `
:host { all: initial; }
* { box-sizing: border-box; font: inherit; }
.box, button { --paper: #fff; --ink: #1b1b1a; --soft: #595752; --rule: #8a857b; --accent: #0b4f8a; --warm: #9a3412;
font: 16px/1.45 system-ui, sans-serif; color: var(--ink); }
@media (prefers-color-scheme: dark) { .box, button { --paper: #1f1f1d; --ink: #ecebe7; --soft: #b5b1a8;
--rule: #7d786e; --accent: #8ec1f0; --warm: #f2a27b; } }
button { padding: .5em .9em; border: 1px solid var(--rule); border-radius: 4px; background: var(--paper);
min-height: 44px; cursor: pointer; }
button.send { background: var(--accent); border-color: var(--accent); color: var(--paper); font-weight: 600; }
button:disabled { opacity: .6; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none !important; }
.open { position: absolute; z-index: 2147483647; }
.box { width: min(34em, calc(100vw - 24px)); max-height: calc(100vh - 24px); padding: 20px; overflow: auto;
border: 1px solid var(--rule); border-radius: 6px; background: var(--paper); }
h2 { margin: 0 0 12px; font-size: 1.2em; font-weight: 700; }
blockquote { margin: 0 0 14px; padding-left: 12px; border-left: 4px solid var(--accent); max-height: 9em;
overflow: auto; white-space: pre-line; overflow-wrap: anywhere; }
label { display: block; margin: 0 0 12px; font-weight: 600; }
textarea, input { display: block; width: 100%; margin-top: 4px; padding: 8px; border: 1px solid var(--rule);
border-radius: 4px; background: var(--paper); color: var(--ink); font-weight: 400; }
textarea { min-height: 7em; resize: vertical; }
.soft { margin: 0 0 12px; color: var(--soft); font-size: .88em; font-weight: 400; }
form > p { margin: 0 0 12px; font-weight: 600; }
.wrong { color: var(--warm); }
.row { display: flex; gap: 10px; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }`;

  const made = (name, fields, ...inside) => {
    const element = Object.assign(document.createElement(name), fields);
    element.append(...inside);
    return element;
  };
  const points = (text) => Array.from(text);
  const home = () => document.querySelector(script.dataset.in || "article") ||
    document.querySelector("article") || document.querySelector("main") || document.body;

  /* The text of the article as it is shown, a line a block, and where in it the selected words begin and end. */
  const passage = () => {
    const chosen = getSelection();
    if (!chosen || !chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0), root = home();
    if (!range.intersectsNode(root) || !String(chosen).trim()) return null;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let text = "", block = null, start = -1, end = -1;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(SKIPPED)) continue;
      const own = node.parentElement.closest(BLOCK);
      if (own !== block && text && !text.endsWith("\n")) text = text.trimEnd() + "\n";
      block = own;
      let at = 0, words = "";
      const put = (until) => {
        for (; at < until; at += 1) {
          const sign = node.data[at];
          if (!/\s/.test(sign)) words += sign;
          else if (!/\s$/.test(text + words) && (text || words)) words += " ";
        }
        return text.length + words.length;
      };
      if (range.intersectsNode(node)) {
        const from = put(node === range.startContainer ? range.startOffset : 0);
        const till = put(node === range.endContainer ? range.endOffset : node.length);
        if (till > from) { if (start < 0) start = from; end = till; }
      }
      put(node.length);
      text += words;
    }
    if (start < 0) return null;
    while (/\s/.test(text[start] || "")) start += 1;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
    const exact = text.slice(start, end), before = points(text.slice(0, start));
    if (!exact) return null;
    return {
      exact, start: before.length, end: before.length + points(exact).length,
      prefix: before.slice(-AROUND).join(""), suffix: points(text.slice(end)).slice(0, AROUND).join(""),
    };
  };

  const canonical = () => {
    const link = document.querySelector("link[rel=canonical]");
    return (link && link.href) || location.href.split("#")[0];
  };
  const waiting = () => {
    try { return JSON.parse(localStorage.getItem(QUEUE)) || []; } catch { return []; }
  };
  const keep = (all) => {
    try { localStorage.setItem(QUEUE, JSON.stringify(all.slice(-KEPT))); return true; } catch { return false; }
  };
  /* What came of sending: true where it was taken, a text where it never will be, false where it may be later. */
  const send = async (told) => {
    const stop = new AbortController(), clock = setTimeout(() => stop.abort(), WAIT);
    try {
      const answer = await fetch(to, {
        method: "POST", credentials: "omit", referrerPolicy: "no-referrer", signal: stop.signal,
        headers: { "Content-Type": "application/json" }, body: JSON.stringify(told),
      });
      if (answer.ok) return true;
      if (answer.status === 429 || answer.status >= 500) return false;
      const why = await answer.json().catch(() => ({}));
      return String(why.detail || `The desk answered ${answer.status}.`).slice(0, 300);
    } catch { return false; } finally { clearTimeout(clock); }
  };
  let flushing = false;
  const flush = async () => {
    if (flushing || !navigator.onLine) return;
    flushing = true;
    for (const told of waiting()) {
      if (await send(told) === false) break;
      keep(waiting().filter((one) => one.id !== told.id));
    }
    flushing = false;
  };

  const host = made("firsthand-correction");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const heard = made("p", { className: "heard", role: "status" });
  const open = made("button", { className: "open", type: "button", hidden: true, textContent: "Suggest a correction" });
  open.setAttribute("aria-keyshortcuts", "Control+Enter Meta+Enter");
  const shown = made("blockquote");
  const note = made("textarea", { required: true, maxLength: NOTE, name: "note" });
  const contact = made("input", { type: "text", maxLength: 200, autocomplete: "email", name: "contact" });
  const trap = made("input", { type: "text", tabIndex: -1, autocomplete: "off", name: "website" });
  const said = made("p", { role: "status" });
  const submit = made("button", { className: "send", type: "submit", textContent: "Send" });
  const shut = made("button", { type: "button", textContent: "Cancel" });
  const fields = made("div", {},
    made("label", {}, "What is wrong, and how do you know?", note),
    made("label", {}, "How to reach you, if you like", contact,
      made("p", { className: "soft", textContent: "Only editors see it; they delete it if you ask." })),
    made("label", { className: "heard", ariaHidden: "true" }, "Leave this empty", trap),
    made("p", { className: "soft", textContent: "Nothing is public until an editor has accepted it." }));
  const form = made("form", { method: "dialog" },
    made("h2", { id: "head", textContent: "Suggest a correction" }), shown, fields, said,
    made("div", { className: "row" }, submit, shut));
  const box = made("dialog", { className: "box" }, form);
  box.setAttribute("aria-labelledby", "head");
  root.append(open, box, heard);
  let current = null;

  const place = () => {
    const found = passage();
    open.hidden = !found || box.open;
    if (open.hidden) { heard.textContent = ""; return; }
    const at = getSelection().getRangeAt(0).getBoundingClientRect();
    open.style.left = `${scrollX + Math.max(8, Math.min(at.left, document.documentElement.clientWidth - 210))}px`;
    open.style.top = `${scrollY + at.bottom + 8}px`;
    heard.textContent = "Ctrl+Enter, or the button, suggests a correction of these words.";
  };
  const tell = (text, wrong) => { said.className = wrong ? "wrong" : ""; said.textContent = text; };
  const ask = () => {
    const found = passage();
    if (!found || box.open) return false;
    const many = points(found.exact).length, long = many > QUOTE;
    current = found;
    shown.textContent = found.exact;
    tell(long ? `These are ${many} characters; choose at most ${QUOTE}.` : "", long);
    fields.hidden = submit.hidden = long;
    shut.textContent = "Cancel";
    open.hidden = true;
    box.showModal();
    if (!long) note.focus();
    return true;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!current || submit.disabled) return;
    if (!note.value.trim()) { tell("Say what is wrong with these words.", true); note.focus(); return; }
    const told = {
      id: Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join(""),
      url: canonical(), language: document.documentElement.lang || null,
      quote: { exact: current.exact, prefix: current.prefix, suffix: current.suffix },
      position: { start: current.start, end: current.end },
      note: note.value.trim(), contact: contact.value.trim() || null, website: trap.value,
    };
    submit.disabled = true;
    tell("Sending…");
    const came = navigator.onLine ? await send(told) : false;
    submit.disabled = false;
    if (typeof came === "string") { tell(came, true); return; }
    const kept = came || keep([...waiting(), told]);
    if (!kept) { tell("It could not be sent, nor kept here. Copy what you wrote, and try again later.", true); return; }
    tell(came ? "Thank you. An editor will look at it." :
      "You seem to be offline. It is kept on this device, and sent when you are back on this site.");
    note.value = "";
    fields.hidden = submit.hidden = true;
    shut.textContent = "Close";
    shut.focus();
  });
  shut.addEventListener("click", () => box.close());
  note.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.stopPropagation(); form.requestSubmit(); }
  });
  open.addEventListener("mousedown", (event) => event.preventDefault()); // Else the click takes the selection away.
  open.addEventListener("click", ask);
  let soon = 0;
  document.addEventListener("selectionchange", () => { clearTimeout(soon); soon = setTimeout(place, 250); });
  document.addEventListener("keydown", (event) => {
    const inField = event.target.closest && event.target.closest("input,textarea,select,[contenteditable]");
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || inField) return;
    if (ask()) event.preventDefault();
  });
  addEventListener("online", flush);
  const start = () => { document.body.append(host); flush(); };
  if (document.body) start(); else addEventListener("DOMContentLoaded", start);
})();
