"""The two commands of the house: ``python -m webapp run`` and ``python -m webapp test``.

This file and what it imports at first run on a bare Python; the libraries come
with the virtual environment that is made on first use.
"""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    print(f"Em nói cần Python 3.11 trở lên; đây là {sys.version.split()[0]}.")
    print("Em nói needs Python 3.11 or newer.")
    sys.exit(1)

from webapp.launch import commands  # noqa: E402 (an older Python could not read it)

if __name__ == "__main__":
    sys.exit(commands.main(sys.argv[1:]))
