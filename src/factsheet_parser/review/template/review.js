// Shows one factsheet at a time, lights up a number and its figure together, and steps by keyboard.
"use strict";

const sheets = [...document.querySelectorAll("section.sheet")];
const entries = [...document.querySelectorAll("a.entry")];
const search = document.getElementById("search");
const onlyFindings = document.getElementById("only-findings");

function shown() {
  return sheets.find((sheet) => !sheet.hidden);
}

function show(id) {
  const wanted = sheets.find((sheet) => sheet.id === id) || sheets[0];
  if (!wanted) return;
  for (const sheet of sheets) sheet.hidden = sheet !== wanted;
  for (const entry of entries) {
    if (entry.hash === "#" + wanted.id) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
  }
  document.title = wanted.querySelector("h2").textContent + " \u2013 Factsheets";
}

function fromAddress() {
  show(location.hash.slice(1));
  light(null);
  shown().scrollIntoView();
}

// The entries that the search and the filter leave, in order.
function visible() {
  return entries.filter((entry) => !(entry.closest("li") || entry).hidden);
}

function step(by) {
  const left = visible();
  const at = left.findIndex((entry) => entry.hash === "#" + shown().id);
  const next = left[Math.min(Math.max(at + by, 0), left.length - 1)];
  if (!next) return;
  location.hash = next.hash;
  next.scrollIntoView({ block: "nearest" });
}

function parts(target) {
  return [...shown().querySelectorAll("[data-target]")].filter((part) => part.dataset.target === target);
}

let current = null;
function light(target) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  current = target;
  for (const part of parts(target)) (part.closest(".figure") || part).classList.add("lit");
}

function inView(part) {
  const box = part.getBoundingClientRect();
  const above = getComputedStyle(document.querySelector("header")).position === "sticky" ? 60 : 0;
  return box.top >= above && box.bottom <= innerHeight;
}

// Light up all that belongs together, and bring the other side into view: for a box its figure, for
// a figure or a finding its box.
function reveal(from) {
  light(from.dataset.target);
  const others = parts(from.dataset.target).filter((part) => part !== from);
  const isMark = from.classList.contains("mark");
  const other =
    others.find((part) => part.classList.contains("mark") !== isMark && !part.classList.contains("finding")) ||
    others.find((part) => part.classList.contains("mark") !== isMark);
  if (other && !inView(other)) other.scrollIntoView({ block: isMark ? "nearest" : "center" });
}

let finding = -1;
function stepFinding(by) {
  const all = [...shown().querySelectorAll(".finding")];
  if (!all.length) return;
  finding = (finding + by + all.length) % all.length;
  all[finding].focus();
}

function partOf(event) {
  return event.target.closest && event.target.closest("[data-target]");
}
document.addEventListener("pointermove", (event) => {
  // After scrolling, a browser tells of the pointer again although nobody moved it.
  if (event.pointerType !== "mouse" || (!event.movementX && !event.movementY)) return;
  const part = partOf(event);
  if (part && part.dataset.target !== current) reveal(part);
});
for (const kind of ["focusin", "click"]) {
  document.addEventListener(kind, (event) => {
    const part = partOf(event);
    if (part) reveal(part);
  });
}

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const item of document.querySelectorAll("#entries li")) {
    const found = words.every((word) => item.dataset.text.includes(word));
    item.hidden = !found || (onlyFindings.checked && item.dataset.complete === "yes");
    left += !item.hidden;
  }
  document.getElementById("nothing").hidden = left > 0;
}
search.addEventListener("input", filter);
onlyFindings.addEventListener("change", filter);

const figureChoice = document.getElementById("glance-figure");
const chartChoice = document.getElementById("glance-chart");
function drawGlance() {
  const wanted = chartChoice.value + "|" + (chartChoice.value === "categories" ? "" : figureChoice.value);
  let any = false;
  for (const chart of document.querySelectorAll(".chart")) {
    chart.hidden = chart.dataset.chart !== wanted;
    any = any || !chart.hidden;
  }
  figureChoice.disabled = chartChoice.value === "categories";
  document.getElementById("no-chart").hidden = any;
}
if (figureChoice) {
  figureChoice.addEventListener("change", drawGlance);
  chartChoice.addEventListener("change", drawGlance);
  drawGlance();
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  n: () => stepFinding(1),
  p: () => stepFinding(-1),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea")) return;
  if (event.key in keys) {
    event.preventDefault();
    keys[event.key]();
  }
});
document.getElementById("previous-sheet").addEventListener("click", keys.k);
document.getElementById("next-sheet").addEventListener("click", keys.j);
document.getElementById("previous-finding").addEventListener("click", keys.p);
document.getElementById("next-finding").addEventListener("click", keys.n);
window.addEventListener("hashchange", () => {
  finding = -1;
  fromAddress();
});
show(location.hash.slice(1));
