"""From the words of a plan to bodies of the directory, by the commune's own table."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from webapp.base.text import fold
from webapp.plan.files.rows import TABLE, Fault, TaskRow
from webapp.plan.rules import BodyRole, TaskKind

ALIASES = "body-aliases.toml"


@dataclass(frozen=True)
class Aliases:
    """Folded words and the bodies they mean."""

    lead: Mapping[str, tuple[int, ...]]
    coordinating: Mapping[str, tuple[int, ...]]


def read_aliases(
    path: Path,
    by_code: Mapping[str, int],
    by_kind: Mapping[str, Sequence[int]],
    faults: list[Fault],
) -> Aliases:
    """Return the table at *path*; codes and kinds that do not exist become faults."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        key = "file_missing" if isinstance(error, FileNotFoundError) else "unreadable"
        faults.append(Fault(ALIASES, None, "", key, str(error)))
        return Aliases({}, {})

    def ids(words: str, codes: Sequence[str]) -> tuple[int, ...]:
        found: list[int] = []
        for code in codes:
            if code.startswith("kind:"):
                found.extend(by_kind.get(code.removeprefix("kind:"), ()))
            elif code in by_code:
                found.append(by_code[code])
            else:
                faults.append(Fault(ALIASES, None, words, "unknown_body", code))
        return tuple(dict.fromkeys(found))

    return Aliases(
        *(
            {_key(words): ids(words, codes) for words, codes in table.get(part, {}).items()}
            for part in ("lead", "coordinating")
        )
    )


def _key(words: str) -> str:
    return " ".join(fold(words).replace("–", "-").split())


def bodies_of_rows(
    rows: Sequence[TaskRow], aliases: Aliases, faults: list[Fault]
) -> dict[str, dict[int, BodyRole]]:
    """Return, for each task's number, its bodies and roles.

    Leads are separated by ``;`` and each must be known; in "A → B" A leads and
    B receives.  Coordinating words are looked for inside the sentence; what is
    not found there stays words.  "như 1.1" takes over the parent's bodies.
    """
    found: dict[str, dict[int, BodyRole]] = {}
    for row in rows:
        if row.kind is TaskKind.HEADING:
            continue
        leading, _, receiving = row.lead_text.partition("→")
        roles: dict[int, BodyRole] = {}
        for words in filter(None, (part.strip() for part in leading.split(";"))):
            if _key(words) not in aliases.lead:
                faults.append(Fault(TABLE, row.row, "chu_tri", "unknown_lead", words))
            roles.update(dict.fromkeys(aliases.lead.get(_key(words), ()), BodyRole.LEAD))
        sentence = _key(row.coordinating_text)
        helpers = [b for words, b in aliases.coordinating.items() if words in sentence]
        helpers.append(aliases.lead.get(_key(receiving), ()))
        if row.kind is TaskKind.PART and row.parent_code in sentence.split():
            helpers.append(tuple(found.get(row.parent_code, {})))
        for body_id in (body_id for ids in helpers for body_id in ids):
            roles.setdefault(body_id, BodyRole.COORDINATING)
        found[row.code] = roles
    return found
