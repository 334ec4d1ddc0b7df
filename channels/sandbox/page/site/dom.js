// Making elements. People's words only ever become text nodes.

export const $ = (selector, within = document) => within.querySelector(selector);

/** Make an element; `on…` are listeners, other facts are properties or attributes. */
export function h(tag, facts = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, fact] of Object.entries(facts)) {
    if (fact === undefined || fact === null || fact === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), fact);
    else if (name === "class") made.className = fact;
    else if (name in made && typeof fact !== "string") made[name] = fact;
    else made.setAttribute(name, fact === true ? "" : fact);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** Bring the children of an element in line with rows of [key, version, make]. */
export function lineUp(parent, rows) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let before = parent.firstElementChild;
  for (const [key, version, make] of rows) {
    let child = old.get(key);
    old.delete(key);
    if (!child || child.dataset.version !== version) {
      const fresh = make();
      fresh.dataset.key = key;
      fresh.dataset.version = version;
      if (child) {
        if (before === child) before = fresh;
        replaced(child, fresh);
      }
      child = fresh;
    }
    if (child === before) before = before.nextElementSibling;
    else parent.insertBefore(child, before);
  }
  for (const child of old.values()) child.remove();
}

/** Put an element in another's place; what had the focus there keeps it. */
function replaced(old, fresh) {
  const held = old.contains(document.activeElement) && document.activeElement;
  old.replaceWith(fresh);
  if (!held) return;
  const same = held.dataset.id && fresh.querySelector(`[data-id="${CSS.escape(held.dataset.id)}"]`);
  const next = same || fresh.closest("[role=log]") || (fresh.matches("button") ? fresh : null);
  next?.focus({ preventScroll: true });
}

/** A round picture with a person's initials. */
export function face(name) {
  const parts = name.split(/\s+/).filter(Boolean);
  const initials = (parts[0]?.[0] ?? "?") + (parts.length > 1 ? parts.at(-1)[0] : "");
  let tone = 0;
  for (const letter of name) tone = (tone * 31 + letter.codePointAt(0)) % 8;
  return h("span", { class: `face tone-${tone}`, "aria-hidden": "true" }, initials.toUpperCase());
}

let hiding;

/** Say something at the foot of the page. */
export function say(text) {
  const toast = $("#toast");
  toast.textContent = text;
  toast.classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => toast.classList.remove("shown"), 5000);
}
