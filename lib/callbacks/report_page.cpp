// SPDX-License-Identifier: MIT
// One self-contained page. Its script builds everything from the data, text always as text.
#include "callbacks/report_page.hpp"

namespace weft::detail {

namespace {

// Colours after Okabe and Ito, which colour-blind people tell apart.
constexpr std::string_view before_data = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Report</title>
<style>
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1a1a1a; --faint: #5c5c5c; --rule: #d9d9d9; --first: #0072b2; --second: #c04a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181c; --ink: #ececec; --faint: #a8a8a8; --rule: #3a3d42; --first: #56b4e9; --second: #f0a030;
  }
}
body { margin: 2rem auto; max-width: 64rem; padding: 0 1rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; }
.faint { color: var(--faint); margin: 0.2rem 0 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); gap: 1.5rem; }
figure { margin: 0; }
figcaption { font-weight: 600; }
figcaption span { font-weight: 400; margin-left: 1rem; font-size: 0.85rem; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--faint); font-size: 12px; }
.grid { stroke: var(--rule); stroke-width: 1; }
.curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
.pointer { stroke: var(--faint); stroke-dasharray: 3 3; }
.value { fill: var(--ink) !important; font-weight: 600; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: 0.15rem 2rem 0.15rem 0; border-bottom: 1px solid var(--rule);
  font-variant-numeric: tabular-nums; }
th { font-weight: 400; color: var(--faint); }
pre { overflow-x: auto; font-size: 0.8rem; line-height: 1.35; }
</style>
</head>
<body>
<script id="data" type="application/json">)html";

constexpr std::string_view after_data = R"html(</script>
<script>
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const colours = ["var(--first)", "var(--second)"];
const width = 560, height = 240, right = 12, top_ = 12, bottom = 36;

// What a screen would obey instead of showing it.
function escaped(text) {
  return text.replace(/[\0-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (one) =>
    one === "\n" ? "\\n" : "\\u" + one.charCodeAt(0).toString(16).padStart(4, "0"));
}
function html(parent, name, text) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = escaped(text);
  parent.append(element);
  return element;
}
function svg(parent, name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (text !== undefined) element.textContent = escaped(text);
  parent.append(element);
  return element;
}
function spell(value, digits) {
  return value === 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < 1e6)
    ? String(Number(value.toPrecision(digits))) : value.toExponential(digits - 2);
}
// Of the points that stand in one column of pixels the first, the highest, the lowest and the last: it looks the same.
function thinned(points) {
  const kept = [];
  for (let start = 0, end = 0; start < points.length; start = end) {
    let high = start, low = start;
    for (end = start; end < points.length && Math.round(points[end][0]) === Math.round(points[start][0]); ++end) {
      if (points[end][1] < points[high][1]) high = end;
      if (points[end][1] > points[low][1]) low = end;
    }
    const indices = new Set([start, Math.min(high, low), Math.max(high, low), end - 1]);
    for (const index of indices) kept.push(points[index]);
  }
  return kept;
}
function draw(parent, chart) {
  const figure = html(parent, "figure");
  const caption = html(figure, "figcaption", chart.title);
  const picture = svg(figure, "svg", {viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": escaped(chart.title)});
  const left = Math.max(64, ...chart.y.ticks.map(([place, text]) => 16 + 7 * text.length));
  const part = (axis, value) => (value - axis.low) / (axis.high - axis.low);
  const across = (value) => left + part(chart.x, value) * (width - left - right);
  const up = (value) => height - bottom - part(chart.y, value) * (height - top_ - bottom);
  for (const [place, text] of chart.y.ticks) {
    svg(picture, "line", {class: "grid", x1: left, x2: width - right, y1: up(place), y2: up(place)});
    svg(picture, "text", {x: left - 8, y: up(place) + 4, "text-anchor": "end"}, text);
  }
  for (const [place, text] of chart.x.ticks) {
    svg(picture, "text", {x: across(place), y: height - bottom + 18, "text-anchor": "middle"}, text);
  }
  svg(picture, "text", {x: width - right, y: height - 2, "text-anchor": "end"}, chart.axis);
  chart.curves.forEach((curve, number) => {
    const pieces = [[]];
    curve.x.forEach((x, index) => {
      const y = curve.y[index];
      if (x === null || y === null) pieces.push([]);
      else pieces[pieces.length - 1].push([across(x / chart.x.scale), up(y / chart.y.scale)]);
    });
    const path = pieces.filter((piece) => piece.length > 0).map((piece) =>
      "M" + thinned(piece).map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L") +
      (piece.length === 1 ? "h0.1" : "")).join("");
    svg(picture, "path", {class: "curve", "data-curve": curve.name, d: path, stroke: colours[number % 2],
      "stroke-linecap": "round"});
    html(caption, "span", "\u2014 " + curve.name).style.color = colours[number % 2];
  });
  const pointer = svg(picture, "line", {class: "pointer", y1: top_, y2: height - bottom, visibility: "hidden"});
  const value = svg(picture, "text", {class: "value", y: top_ + 10, visibility: "hidden"});
  picture.addEventListener("pointermove", (event) => {
    const box = picture.getBoundingClientRect();
    const wanted = (event.clientX - box.left) / box.width * width;
    const near = [];
    for (const curve of chart.curves) {
      let best = null, distance = Infinity;
      curve.x.forEach((x, index) => {
        const away = Math.abs(across(x / chart.x.scale) - wanted);
        if (x !== null && away < distance) [best, distance] = [index, away];
      });
      if (best !== null) near.push({name: curve.name, x: curve.x[best], y: curve.y[best]});
    }
    if (near.length === 0) return;
    const x = near[0].x, place = across(x / chart.x.scale), on_right = place > width / 2;
    for (const end of ["x1", "x2"]) pointer.setAttribute(end, place);
    value.setAttribute("x", place + (on_right ? -6 : 6));
    value.setAttribute("text-anchor", on_right ? "end" : "start");
    value.textContent = escaped(`${chart.axis} ${x}: ` +
      near.map((one) => `${one.name} ${one.y === null ? "not finite" : spell(one.y, chart.y.digits)}`).join(", "));
    pointer.setAttribute("visibility", "visible");
    value.setAttribute("visibility", "visible");
  });
  picture.addEventListener("pointerleave", () => {
    pointer.setAttribute("visibility", "hidden");
    value.setAttribute("visibility", "hidden");
  });
}

document.title = escaped(data.title);
html(document.body, "h1", data.title);
html(document.body, "p", `${data.outcome}, ${data.seconds} s`).className = "faint";
if (data.charts.length > 0) {
  html(document.body, "h2", "Metrics");
  const charts = html(document.body, "div");
  charts.className = "charts";
  for (const chart of data.charts) draw(charts, chart);
}
if (data.settings.length > 0) {
  html(document.body, "h2", "Settings");
  const table = html(document.body, "table");
  for (const [name, value] of data.settings) {
    const row = html(table, "tr");
    html(row, "th", name);
    html(row, "td", value);
  }
}
if (data.profile !== "") {
  html(document.body, "h2", "Profile");
  html(document.body, "pre").textContent = data.profile.split("\n").map(shown).join("\n");
}
</script>
</body>
</html>
)html";

}  // namespace

std::string report_page(std::string_view data) {
    std::string page(before_data);
    for (const char character : data) {
        if (character == '<') {
            page += "\\u003c";
        } else {
            page += character;
        }
    }
    page += after_data;
    return page;
}

}  // namespace weft::detail
