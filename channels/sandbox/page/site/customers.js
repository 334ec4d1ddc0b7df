// The customers: found by name, sorted by how they stand.

import { $, face, h, lineUp } from "./dom.js";
import { short } from "./times.js";

const GROUPS = [
  ["waiting", "Asked, waiting"],
  ["answered", "Answered"],
  ["planned", "Asked next"],
  ["out", "Not to be asked"],
  ["later", "To be asked later"],
];
const GROUP_OF = { before: "later", new: "later", put_off: "planned", unreachable: "out" };
const WORDS = { waiting: "waiting", out: "opted out", unreachable: "unreachable", new: "no answer yet" };

const groupOf = (one) => GROUP_OF[one.status] ?? one.status;

export class Customers {
  /** Show customers; `choose(customer)` is called for the one that is chosen. */
  constructor(choose) {
    this.choose = choose;
    this.all = [];
    this.filter = "all";
    this.chosen = "";
    $("#search").addEventListener("input", () => this.draw());
    $("#list").addEventListener("keydown", (event) => this.walk(event));
  }

  find(key) {
    return this.all.find((one) => one.key === key);
  }

  update(customers, paused) {
    this.all = customers;
    this.paused = paused;
    $("#paused").hidden = !paused;
    this.draw();
  }

  mark(key) {
    this.chosen = key;
    this.draw();
  }

  draw() {
    const wanted = $("#search").value.trim().toLocaleLowerCase();
    const found = this.all.filter((one) =>
      `${one.name} ${one.account} ${one.key}`.toLocaleLowerCase().includes(wanted));
    this.drawFilters(found);
    const rows = [];
    for (const [group, title] of GROUPS) {
      if (this.filter !== "all" && this.filter !== group) continue;
      const inside = found.filter((one) => groupOf(one) === group).sort(ordered(group));
      if (!inside.length) continue;
      rows.push([`group ${group}`, `${inside.length}`, () =>
        h("h3", {}, title, h("span", { class: "count" }, `${inside.length}`))]);
      for (const one of inside) {
        const chosen = one.key === this.chosen;
        rows.push([one.key, JSON.stringify([one, chosen, this.paused]), () => this.row(one, chosen)]);
      }
    }
    if (!rows.length) rows.push(["none", "", () => h("p", { class: "quiet" }, "Nobody is called that.")]);
    lineUp($("#list"), rows);
  }

  drawFilters(found) {
    const counts = { all: found.length };
    for (const one of found) counts[groupOf(one)] = (counts[groupOf(one)] ?? 0) + 1;
    const rows = [["all", "All"], ["waiting", "Waiting"], ["answered", "Answered"], ["out", "Out"]];
    lineUp($("#filters"), rows.map(([name, title]) => {
      const on = this.filter === name;
      const label = `${title} ${counts[name] ?? 0}`;
      return [name, label + on, () => h("button", {
        type: "button", "data-id": name, "aria-pressed": String(on),
        onclick: () => { this.filter = name; this.draw(); },
      }, label)];
    }));
  }

  row(one, chosen) {
    return h("button", {
      type: "button", class: "customer", "data-id": one.key, "aria-current": chosen ? "true" : null,
      onclick: () => this.choose(one),
    },
      face(one.name),
      h("span", { class: "name" }, one.name, h("small", {}, one.account)),
      chip(one, this.paused));
  }

  /** Go up and down with the arrows. */
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const rows = [...$("#list").querySelectorAll(".customer")];
    const next = rows[rows.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

function ordered(group) {
  if (group === "later") return (a, b) => a.name.localeCompare(b.name);
  const sign = group === "planned" ? 1 : -1;
  return (a, b) => sign * ((a.at ?? 0) - (b.at ?? 0)) || a.name.localeCompare(b.name);
}

/** How a customer stands, in a word. */
export function chip(one, paused) {
  const scored = one.status === "answered" || one.status === "before";
  if (scored && one.score !== null) {
    const kind = one.score >= 9 ? "good" : one.score >= 7 ? "fair" : "poor";
    const old = one.status === "before" ? " old" : "";
    return h("span", { class: `chip ${kind}${old}`, title: `${one.score} of 10, ${short(one.at)}` },
      old ? null : "answered ", h("b", {}, String(one.score)), old ? short(one.at) : null);
  }
  if (one.status === "planned" || one.status === "put_off") {
    const word = paused ? "paused" : one.status === "planned" ? "to be asked" : "asked later";
    return h("span", { class: "chip next" }, `${word} `, h("small", {}, short(one.at)));
  }
  return h("span", { class: `chip ${one.status}` }, WORDS[one.status] ?? one.status);
}
