// Keys for who triages corrections. All of it can be done without: every key presses a button that is there.
"use strict";
(() => {
  const cases = [...document.querySelectorAll(".case")];
  const keysOn = document.getElementById("keys-on");
  const KEPT = "firsthand-keys";
  let at = -1;
  let meant = null;

  try {
    if (keysOn && localStorage.getItem(KEPT) === "off") keysOn.checked = false;
  } catch { /* a browser may keep nothing */ }
  keysOn?.addEventListener("change", () => {
    try { localStorage.setItem(KEPT, keysOn.checked ? "on" : "off"); } catch { /* the same */ }
  });

  const isTyping = element => element instanceof HTMLElement
    && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== "checkbox");
  const to = place => {
    if (!cases.length) return;
    at = Math.min(Math.max(place, 0), cases.length - 1);
    cases[at].focus({ preventScroll: true });
    cases[at].scrollIntoView({ block: "nearest" });
  };
  const here = () => {
    const inside = document.activeElement?.closest?.(".case");
    if (inside) at = cases.indexOf(inside);
    return cases[at];
  };
  const typeInto = (field, button) => {
    if (!here()) to(0);
    meant = button;
    here()?.querySelector(field)?.focus();
  };

  const does = {
    j: () => { here(); to(at + 1); },
    k: () => { here(); to(at - 1); },
    Enter: () => {
      if (!here() || document.activeElement !== here()) return false;
      location.assign(here().dataset.open);
      return true;
    },
    a: () => { if (here()) here().querySelector('button[value="accept"]')?.click(); else to(0); },
    r: () => typeInto('input[name="why"]', "reject"),
    d: () => typeInto('select[name="of"]', "duplicate"),
    u: () => document.querySelector("#undo button")?.click(),
    "/": () => document.getElementById("q")?.focus(),
    "?": () => {
      const keys = document.getElementById("keys");
      if (!keys) return;
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    },
  };

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    if (isTyping(target)) {
      if (event.key === "Escape") { meant = null; target.blur(); here()?.focus(); }
      // Enter in a field presses the button that the key before it meant, never the first one there.
      if (event.key === "Enter" && target.closest(".rule")) {
        event.preventDefault();
        if (meant) target.closest(".rule").querySelector(`button[value="${meant}"]`)?.click();
      }
      return;
    }
    if (keysOn && !keysOn.checked) return;
    if (Object.hasOwn(does, event.key) && does[event.key]() !== false) event.preventDefault();
  });

  // After a ruling the next one that waits is at hand.
  if (new URLSearchParams(location.search).has("done")) to(0);
})();
