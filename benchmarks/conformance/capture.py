"""Runs inside a work tree of pyxform: its test-suite, writing down every form it meets.

    python capture.py TARGET.json

Nothing of ours is imported here; the tests run as they are, with the one method through
which all of them pass made to remember what it was given.
"""

from __future__ import annotations

import json
import sys
import unittest
from pathlib import Path
from typing import Any


def main(target: Path) -> None:
    """Run all tests found below the working directory and write the forms to *target*."""
    from tests.pyxform_test_case import PyxformTestCase  # type: ignore[import-not-found]

    forms: dict[str, str] = {}
    whole = PyxformTestCase.assertPyxformXform

    def remembering(self: Any, md: str | None = None, *more: Any, **details: Any) -> Any:
        if md is not None:
            forms.setdefault(md, self.id())
        return whole(self, md, *more, **details)

    PyxformTestCase.assertPyxformXform = remembering
    suite = unittest.defaultTestLoader.discover("tests", top_level_dir=".")
    result = unittest.TextTestRunner(stream=sys.stderr, verbosity=0).run(suite)
    seen = {"ran": result.testsRun, "forms": [[test, md] for md, test in forms.items()]}
    target.write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main(Path(sys.argv[1]))
