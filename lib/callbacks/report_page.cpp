// SPDX-License-Identifier: MIT
// One self-contained page. Its script builds everything from the data, text always as text.
#include "report_page.hpp"

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
const width = 560, height = 240, left = 64, right = 12, top_ = 12, bottom = 36;

function html(parent, name, text) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}
function svg(parent, name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}
function spell(value) {
  return value === 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < 1e6)
    ? String(Number(value.toPrecision(4))) : value.toExponential(2);
}
// Steps of 1, 2 or 5 times a power of ten.
function ticks(low, high, count) {
  const rough = (high - low) / count, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough);
  const found = [];
  for (let tick = Math.ceil(low / step); tick * step <= high + step * 1e-9; ++tick) found.push(tick * step);
  return found;
}
function range(values) {
  let low = Infinity, high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  if (low === high) return [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];
  return [low, high];
}
function draw(parent, chart) {
  const figure = html(parent, "figure");
  const caption = html(figure, "figcaption", chart.title);
  const picture = svg(figure, "svg", {viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": chart.title});
  const [x0, x1] = range(chart.curves.flatMap((curve) => curve.x));
  const [low, high] = range(chart.curves.flatMap((curve) => curve.y));
  const y0 = low - (high - low) * 0.04, y1 = high + (high - low) * 0.04;
  const place_x = (x) => left + (x - x0) / (x1 - x0) * (width - left - right);
  const place_y = (y) => height - bottom - (y - y0) / (y1 - y0) * (height - top_ - bottom);
  for (const tick of ticks(y0, y1, 4)) {
    svg(picture, "line", {class: "grid", x1: left, x2: width - right, y1: place_y(tick), y2: place_y(tick)});
    svg(picture, "text", {x: left - 8, y: place_y(tick) + 4, "text-anchor": "end"}, spell(tick));
  }
  for (const tick of ticks(x0, x1, 6).filter(Number.isInteger)) {
    svg(picture, "text", {x: place_x(tick), y: height - bottom + 18, "text-anchor": "middle"}, String(tick));
  }
  svg(picture, "text", {x: width - right, y: height - 2, "text-anchor": "end"}, chart.axis);
  chart.curves.forEach((curve, number) => {
    let path = "", pen = "M";
    curve.x.forEach((x, index) => {
      const y = curve.y[index];
      if (y === null) { pen = "M"; return; }
      path += `${pen}${place_x(x).toFixed(1)} ${place_y(y).toFixed(1)}`;
      if (pen === "M" && (index + 1 === curve.x.length || curve.y[index + 1] === null)) path += "h0.1";
      pen = "L";
    });
    svg(picture, "path", {class: "curve", "data-curve": curve.name, d: path, stroke: colours[number % 2],
      "stroke-linecap": "round"});
    html(caption, "span", "\u2014 " + curve.name).style.color = colours[number % 2];
  });
  const pointer = svg(picture, "line", {class: "pointer", y1: top_, y2: height - bottom, visibility: "hidden"});
  const value = svg(picture, "text", {class: "value", y: top_ + 10, visibility: "hidden"});
  picture.addEventListener("pointermove", (event) => {
    const box = picture.getBoundingClientRect();
    const wanted = x0 + ((event.clientX - box.left) / box.width * width - left) / (width - left - right) * (x1 - x0);
    const near = chart.curves.map((curve) => {
      let best = 0;
      curve.x.forEach((x, index) => { if (Math.abs(x - wanted) < Math.abs(curve.x[best] - wanted)) best = index; });
      return {name: curve.name, x: curve.x[best], y: curve.y[best]};
    });
    const x = near[0].x, on_right = place_x(x) > width / 2;
    for (const end of ["x1", "x2"]) pointer.setAttribute(end, place_x(x));
    value.setAttribute("x", place_x(x) + (on_right ? -6 : 6));
    value.setAttribute("text-anchor", on_right ? "end" : "start");
    value.textContent = `${chart.axis} ${x}: ` +
      near.map((one) => `${one.name} ${one.y === null ? "not finite" : spell(one.y)}`).join(", ");
    pointer.setAttribute("visibility", "visible");
    value.setAttribute("visibility", "visible");
  });
  picture.addEventListener("pointerleave", () => {
    pointer.setAttribute("visibility", "hidden");
    value.setAttribute("visibility", "hidden");
  });
}

document.title = data.title;
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
  html(document.body, "pre", data.profile);
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
