"""Compiles Python sources on request: a JSON line {"path", "text"} in, a JSON line with the error or null out.

`text` is the file's text, as UTF-8; the file's own declaration of an encoding is not looked at.
"""

import json
import sys
import warnings

warnings.simplefilter("ignore")
for line in sys.stdin:
    request = json.loads(line)
    try:
        compile(request["text"], request["path"], "exec", dont_inherit=True)
        error = None
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        error = f"{type(problem).__name__}: {problem}"
    print(json.dumps(error), flush=True)
