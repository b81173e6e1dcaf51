# SPDX-License-Identifier: MIT
"""Checks what a browser makes of a report: curves, axes, tables, the value under the pointer, light and dark colours."""

import html
import pathlib
import re
import subprocess
import sys
import tempfile

# Moves the pointer over the middle of every chart, and leaves the colours where the dump shows them.
PROBE = """<script>
for (const picture of document.querySelectorAll("svg")) {
  const box = picture.getBoundingClientRect();
  picture.dispatchEvent(new PointerEvent("pointermove",
    {clientX: box.left + box.width / 2, clientY: box.top + box.height / 2}));
}
const style = getComputedStyle(document.body);
document.body.dataset.colours = style.backgroundColor + " " + style.color;
document.body.dataset.requests = performance.getEntriesByType("resource").length;
</script>"""


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
    if names != ["loss", "loss", "lr", "lr", "val_accuracy", "val_loss"]:
        sys.exit(f"the curves are {names}")
    expect(dom, r'<text [^>]*text-anchor="middle"[^>]*>\d+</text>', "a number below an axis")
    expect(dom, r"<text [^>]*>epoch</text>", "the name of an axis")
    values = expect(dom, r'<text class="value"[^>]*visibility="visible"[^>]*>([^<]*)</text>', "a value under the pointer")
    if len(values) != 5 or not any(re.fullmatch(r"epoch \d+: loss [\d.e-]+, val_loss [\d.e-]+", value) for value in values):
        sys.exit(f"the values under the pointer are {values}")
    expect(dom, r"<th>learning_rate</th><td>0.1</td>", "a setting")
    expect(dom, r"<pre>span .*train_batch ", "the profile")
    background, ink = re.search(r'data-colours="(rgb\([^)]*\)) (rgb\([^)]*\))"', dom).groups()
    if (brightness(background) < brightness(ink)) != is_dark or abs(brightness(background) - brightness(ink)) < 150:
        sys.exit(f"{ink} on {background} cannot be read")
    if 'data-requests="0"' not in dom:
        sys.exit("the page has asked for something")


def main():
    browser, trainer = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "report.html")
        arguments = ["--epochs", "5", "--checkpoints", pathlib.Path(folder, "checkpoints"), "--report", page]
        subprocess.run([trainer, *arguments], stdout=subprocess.DEVNULL, check=True)
        page.write_text(page.read_text(encoding="utf-8").replace("</body>", PROBE + "</body>"), encoding="utf-8")
        check(dumped(browser, page, 0), True)
        check(dumped(browser, page, 1), False)


if __name__ == "__main__":
    main()
