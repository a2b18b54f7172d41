"""The two commands of the house: ``python -m webapp run`` and ``python -m webapp test``.

This file and what it imports at first run on a bare Python; the libraries come
with the virtual environment that is made on first use.
"""

import sys

OLDEST = (3, 11)

for stream in (sys.stdout, sys.stderr):
    # A Windows pipe of another code page must not stop a Vietnamese sentence.
    stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]

if sys.version_info < OLDEST:
    print(f"Em nói cần Python 3.11 trở lên; đây là {sys.version.split()[0]}.")
    print("Em nói needs Python 3.11 or newer.")
    sys.exit(1)

from webapp.launch import commands  # noqa: E402 (an older Python could not read it)

if __name__ == "__main__":
    try:
        sys.exit(commands.main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\nĐã dừng giữa chừng; chạy lại lệnh để làm tiếp. (Stopped; run it again to go on.)")
        sys.exit(130)
