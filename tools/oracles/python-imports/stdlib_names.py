"""Prints the top-level names of the standard library for 3.8 to 3.14 as JSON: ``{"8": [...], ...}``.

Usage: ``stdlib_names.py PYTHON...`` in an environment that has the package ``stdlib-list``. What an interpreter says of
itself (``sys.stdlib_module_names``, else its built-in modules and its library folder) is joined with that package's list
for the version.
"""

import json
import subprocess
import sys

import stdlib_list

ASK = """
import json, os, sys, sysconfig
names = set(getattr(sys, "stdlib_module_names", ())) | set(sys.builtin_module_names)
for folder in {sysconfig.get_paths()["stdlib"], sysconfig.get_config_var("DESTSHARED") or ""}:
    for entry in os.listdir(folder) if os.path.isdir(folder) else ():
        name = entry.split(".")[0]
        if entry.endswith((".py", ".so")) or os.path.isfile(os.path.join(folder, entry, "__init__.py")):
            names.add(name)
json.dump([sys.version_info[1], sorted(names)], sys.stdout)
"""
# Installed into the library folder of a build, or made for one machine.
NOT_PART = ("_sysconfigdata", "config-", "site-packages", "__pycache__", "__phello__", "this_")


def main(pythons):
    names = {minor: {n.split(".")[0] for n in stdlib_list.stdlib_list(f"3.{minor}")} for minor in range(8, 15)}
    for python in pythons:
        minor, own = json.loads(subprocess.run([python, "-c", ASK], stdout=subprocess.PIPE, check=True).stdout)
        names.setdefault(minor, set()).update(own)
    clean = {m: sorted(n for n in ns if n.isidentifier() and not n.startswith(NOT_PART)) for m, ns in names.items()}
    json.dump(clean, sys.stdout)


main(sys.argv[1:])
