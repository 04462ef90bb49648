"""Reads lines of JSON strings, each the text of a pyproject.toml, and writes for each what validate-pyproject says.

Output: one JSON value a line, null for a valid text, else the first line of the error.
"""

import json
import os
import sys

# Classifiers are compared offline, with the list of the installed trove-classifiers.
os.environ.setdefault("NO_NETWORK", "1")

from validate_pyproject import api, errors  # noqa: E402
from validate_pyproject._tomllib import TOMLDecodeError, loads  # noqa: E402

# Without plugins: the tables of tools are not the standards' business.
validator = api.Validator(plugins=[])


def verdict(text):
    try:
        validator(loads(text))
    except (errors.ValidationError, TOMLDecodeError) as error:
        return str(error).splitlines()[0]
    return None


for line in sys.stdin:
    print(json.dumps(verdict(json.loads(line))), flush=True)
