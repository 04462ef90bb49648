"""Writes the tables about ruff that python-validate's embedded engine needs and that the embedded ruff can't tell.

    python3 tools/oracles/ruff-tables/generate.py --ruff RUFF [--source DIR] > facts.tsv

--ruff    a native ruff of exactly the version of @astral-sh/ruff-wasm-nodejs in packages/python-validate
--source  the unpacked source archive of that version (from PyPI); it is where a rule's fix safety is read from

Facts only: codes, names, statuses, key names, and whether a rule's source makes only safe fixes, only unsafe ones, or
decides case by case. Nothing of ruff's text is copied.
"""

import argparse
import json
import pathlib
import re
import subprocess
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
TARGET = REPOSITORY / "packages/python-validate/src/engine/ruff"


def list_rules(ruff):
    output = subprocess.run([ruff, "rule", "--all", "--output-format", "json"], capture_output=True, check=True)
    return json.loads(output.stdout)


def read_fix_kind(source_folder, rule):
    """s: every fix is safe. u: every fix is unsafe. d: display only. m: the rule decides case by case."""
    if rule["fix_availability"] == "None":
        return "-"
    path = source_folder / rule["source_location"]["file"]
    code = "\n".join(line for line in path.read_text().split("\n") if not line.strip().startswith("//"))
    kinds = {
        letter
        for letter, pattern in [
            ("s", r"Fix::safe_edit"),
            ("u", r"Fix::unsafe_edit"),
            ("d", r"Fix::display_only"),
            ("m", r"applicable_edit|Applicability::|with_applicability"),
        ]
        if re.search(pattern, code)
    }
    return kinds.pop() if len(kinds) == 1 else "m"


def read_status(rule):
    return {"Stable": "s", "Preview": "p", "Deprecated": "d", "Removed": "r"}[next(iter(rule["status"]))]


def default_codes(ruff):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "a.py")
        file.write_text("")
        output = subprocess.run([ruff, "check", "--isolated", "--show-settings", str(file)], capture_output=True, text=True)
    enabled = output.stdout.split("linter.rules.enabled = [")[1].split("]")[0]
    return set(re.findall(r"\(([A-Z]+[0-9]+)\)", enabled))


def keys_of(ruff, header):
    """The keys ruff accepts in a table, taken from what it says about a key that can't exist."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "ruff.toml").write_text(f"{header}\nno-such-key = 1\n")
        pathlib.Path(folder, "a.py").write_text("")
        output = subprocess.run([ruff, "check", "--no-cache", "."], cwd=folder, capture_output=True, text=True)
    message = output.stderr.split("unknown field `no-such-key`, expected", 1)
    return re.findall(r"`([a-z0-9-]+)`", message[1]) if len(message) == 2 else []


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ruff", required=True)
    parser.add_argument("--source", required=True, type=pathlib.Path)
    options = parser.parse_args()
    version = subprocess.run([options.ruff, "--version"], capture_output=True, text=True).stdout.split()[1]
    defaults = default_codes(options.ruff)
    note = f"// Written by tools/oracles/ruff-tables/generate.py from `ruff rule --all`, ruff's answers and source, {version}.\n"

    lines = []
    for rule in sorted(list_rules(options.ruff), key=lambda rule: rule["code"] or rule["name"]):
        kind = read_fix_kind(options.source, rule)
        default = "y" if rule["code"] in defaults else "-"
        lines.append(f"{rule['code'] or rule['name']} {rule['name']} {read_status(rule)}{default}{kind}")
    text = (
        note + "\n/** One rule a line: code, name, then status (stable, preview, deprecated, removed), on by default (y),\n"
        " * and fix safety (- none, safe, unsafe, display only, m case by case), one letter each. */\n"
        "export const ruleLines = `\n" + "\n".join(lines) + "\n`;\n"
    )
    (TARGET / "rule-table.data.ts").write_text(text)

    lint = keys_of(options.ruff, "[lint]")
    tables = {"lint": lint}
    for key in lint:
        inner = keys_of(options.ruff, f"[lint.{key}]")
        if inner and key not in ("per-file-ignores", "extend-per-file-ignores"):
            tables[f"lint.{key}"] = inner
    rows = "\n".join(f"  {json.dumps(name)}: {json.dumps(' '.join(keys))}," for name, keys in tables.items())
    (TARGET / "config/known-keys.data.ts").write_text(
        note + "\n/** The keys that each table of a ruff configuration may have, separated by spaces. */\n"
        "export const knownKeys: Readonly<Record<string, string>> = {\n" + rows.replace('"', "'") + "\n};\n"
    )
    print(f"{len(lines)} rules, {len(defaults)} on by default, {len(tables)} tables")


main()
