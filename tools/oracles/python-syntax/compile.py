"""Reads paths from standard input, one a line; writes one JSON line each: what `compile()` of this Python says.

Works with every Python from 3.6 on.
"""

import json
import sys
import warnings

warnings.simplefilter("ignore")
for line in sys.stdin:
    path = line.rstrip("\n")
    with open(path, "rb") as file:
        source = file.read()
    try:
        compile(source, path, "exec", dont_inherit=True)
        error = None
    except (SyntaxError, ValueError) as reason:
        error = "%s:%s %s" % (getattr(reason, "lineno", None), getattr(reason, "offset", None), getattr(reason, "msg", reason))
    except (RecursionError, MemoryError, OverflowError) as reason:
        error = type(reason).__name__
    print(json.dumps(error), flush=True)
