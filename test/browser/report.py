# SPDX-License-Identifier: MIT
"""Checks what a browser makes of a report: curves, axes, tables, the value under the pointer, light and dark colours."""

import html
import pathlib
import re
import subprocess
import sys
import tempfile

# Moves the pointer over the middle of every chart, leaves the colours where the dump shows them, and takes the data away,
# so that it shows what was drawn alone.
PROBE = """<script>
for (const picture of document.querySelectorAll("svg")) {
  const box = picture.getBoundingClientRect();
  picture.dispatchEvent(new PointerEvent("pointermove",
    {clientX: box.left + box.width / 2, clientY: box.top + box.height / 2}));
}
const style = getComputedStyle(document.body);
document.body.dataset.colours = style.backgroundColor + " " + style.color;
document.getElementById("data").remove();
document.body.dataset.requests = performance.getEntriesByType("resource").length;
</script>"""


def add_probe(page):
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", PROBE + "</body>"), encoding="utf-8")


def dumped(browser, page, scheme):
    """The page as the browser has built it; `scheme` is 0 for dark, 1 for light."""
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--blink-settings=preferredColorScheme={scheme}"]
    command = [browser, *options, "--virtual-time-budget=3000", "--dump-dom", page.as_uri()]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if result.returncode != 0:
        sys.exit(f"{browser} failed:\n{result.stderr}")
    return html.unescape(result.stdout)


def expect(dom, pattern, what):
    found = re.findall(pattern, dom, re.DOTALL)
    if not found:
        sys.exit(f"{what} not found in the page:\n{dom[-4000:]}")
    return found


def brightness(colour):
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3


def check(dom, is_dark):
    curves = re.findall(r'<path class="curve" data-curve="([^"]*)" d="(M[^"]*)"', dom)
    names = sorted(name for name, path in curves if path.count("L") >= 2)
    if names != ["learning_rate", "loss", "loss", "lr", "lr", "val_accuracy", "val_loss"]:
        sys.exit(f"the curves are {names}")
    expect(dom, r'<text [^>]*text-anchor="middle"[^>]*>\d+</text>', "a number below an axis")
    expect(dom, r"<text [^>]*>epoch</text>", "the name of an axis")
    values = expect(dom, r'<text class="value"[^>]*visibility="visible"[^>]*>([^<]*)</text>', "a value under the pointer")
    if len(values) != 6 or not any(re.fullmatch(r"epoch \d+: loss [\d.e-]+, val_loss [\d.e-]+", value) for value in values):
        sys.exit(f"the values under the pointer are {values}")
    expect(dom, r"<th>learning_rate</th><td>0.1</td>", "a setting")
    expect(dom, r"<pre>span .*train_batch ", "the profile")
    background, ink = re.search(r'data-colours="(rgb\([^)]*\)) (rgb\([^)]*\))"', dom).groups()
    if (brightness(background) < brightness(ink)) != is_dark or abs(brightness(background) - brightness(ink)) < 150:
        sys.exit(f"{ink} on {background} cannot be read")
    if 'data-requests="0"' not in dom:
        sys.exit("the page has asked for something")


def check_hard(dom):
    curves = dict(re.findall(r'<path class="curve" data-curve="([^"]*)" d="([^"]*)"', dom))
    drawn = {name: path.count("M") for name, path in curves.items()}
    once = dict.fromkeys(["mean", "close", "equal", "zero", "denormal", "both", "one", "far"], 1)
    if {name: count for name, count in drawn.items() if name != "step"} != {**once, "none": 0, "gap": 2, "nowhere": 0}:
        sys.exit(f"the hard curves are drawn as {curves}")
    for name, path in curves.items():
        places = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path.replace("h0.1", ""))]
        if "NaN" in path or "Infinity" in path or not all(0 <= place <= 560 for place in places):
            sys.exit(f"{name} leaves the picture: {path}")
    if len(set(re.findall(r" ([\d.]+)", curves["mean"].replace("L", " L")))) > 8 or len(dom) > 100000:
        sys.exit("the page has grown")
    for text in (r"<h1>A \\u202etitle\\n</h1>", r"<th>\\u2066name</th><td>\\u001b\[2J</td>", r"<pre>one\ntwo \\u009b</pre>"):
        expect(dom, text, "a text in which nothing is obeyed")


def check_long(dom):
    path = expect(dom, r'<path class="curve" data-curve="loss" d="(M[^"]*)"', "the long curve")[0]
    heights = [float(height) for height in re.findall(r" (-?[\d.]+)", path)]
    if len(heights) > 4 * 560 or len(heights) < 400:
        sys.exit(f"of a million points {len(heights)} are drawn")
    middle = sorted(heights)[len(heights) // 2]
    if not min(heights) < middle - 100 or not max(heights) > middle + 50:
        sys.exit(f"the long curve lacks its extremes: {min(heights)} to {max(heights)} around {middle}")
    expect(dom, r'visibility="visible"[^>]*>step \d{6}: loss', "a value under the pointer")


def main():
    browser, trainer, hard_curves = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "report.html")
        arguments = ["--epochs", "5", "--checkpoints", pathlib.Path(folder, "checkpoints"), "--report", page]
        subprocess.run([trainer, *arguments], stdout=subprocess.DEVNULL, check=True)
        add_probe(page)
        check(dumped(browser, page, 0), True)
        check(dumped(browser, page, 1), False)
        subprocess.run([hard_curves, folder], check=True)
        for name, check_page in (("hard.html", check_hard), ("long.html", check_long)):
            page = pathlib.Path(folder, name)
            add_probe(page)
            check_page(dumped(browser, page, 0))


if __name__ == "__main__":
    main()
