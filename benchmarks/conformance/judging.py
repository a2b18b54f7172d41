"""What becomes of one form: in pyxform, in ours, and on every road behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from string import Formatter

from pyxform.xls2xform import convert

from benchmarks.conformance.corpus import Sample
from webapp.forms.complaints import SENTENCES, Faulty, FormProblem
from webapp.forms.rules import Form
from webapp.forms.tree import digest_of, from_json, to_json
from webapp.forms.xlsform.converting import compile_workbook
from webapp.forms.xlsform.workbook import (
    Workbook,
    read_workbook,
    workbook_from_json,
    workbook_to_json,
)
from webapp.forms.xlsform.writing import write_markdown, write_xlsx

# Sentences that tell an official nothing about the place: as good as no answer.
GENERIC = frozenset({"standard", "unreadable", "broken_folder"})
# Sentences about the workbook as a whole; every other one has to name a row.
_TITLE = {"vi": "Phiếu thử"}


def _pattern(sentence: str) -> re.Pattern[str]:
    """Return what finds *sentence* again, whatever was put into its gaps."""
    parts = ((text, gap) for text, gap, _spec, _way in Formatter().parse(sentence))
    return re.compile(
        "".join(re.escape(t) + (".*" if gap is not None else "") for t, gap in parts), re.DOTALL
    )


_PATTERNS = [(kind, _pattern(sentence)) for kind, sentence in SENTENCES.items()]
# More exact sentences first: many begin alike, and a short one would swallow the long.
_PATTERNS.sort(key=lambda pair: -len(pair[1].pattern))


class AnyFile(Mapping[str, bytes]):
    """The other files of a survey that has every file a form may name; tables hold two rows."""

    def __getitem__(self, name: str) -> bytes:
        """Return a table of two choices, whatever *name* is."""
        return b"name,label\na,A\nb,B\n"

    def __contains__(self, name: object) -> bool:
        """Tell that there is such a file."""
        return True

    def __iter__(self) -> Iterator[str]:
        """List one of them; there is no end."""
        return iter(("any.csv",))

    def __len__(self) -> int:
        """Return how many are listed."""
        return 1


class Outcome(StrEnum):
    """How a form fared; the last five are wrong."""

    LOADED = "both load it"
    NAMED = "pyxform loads it, we refuse it by name"
    REFUSED = "both refuse it"
    GENERIC = "WRONG pyxform loads it, we refuse it without a name or a place"
    TOO_LENIENT = "WRONG pyxform refuses it, we load it"
    CRASHED = "WRONG an exception"
    NOT_THE_SAME = "WRONG another form after being written and read"
    NOT_FILLED = "WRONG cannot be shown or filled"


WRONG = frozenset(outcome for outcome in Outcome if outcome.value.startswith("WRONG"))


@dataclass(frozen=True)
class Verdict:
    """What became of one sample; ``kinds`` names our complaints, ``detail`` says more."""

    sample: Sample
    outcome: Outcome
    kinds: tuple[str, ...] = ()
    detail: str = ""


Fill = Callable[[Form], Iterator[str]]


def kind_of(problem: FormProblem) -> str:
    """Return the key of the sentence of *problem*."""
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(problem.what)), "?")


def judge_sample(sample: Sample, fill: Fill) -> Verdict:
    """Compare pyxform and ours on *sample*, and walk a loaded form through the house."""
    theirs = _pyxform(sample)
    try:
        workbook = read_workbook(sample.file, sample.content)
        form = compiled(workbook)
    except Faulty as error:
        return _refused(sample, theirs, error)
    except Exception as error:
        return Verdict(sample, Outcome.CRASHED, (), _told(error))
    if theirs:
        return Verdict(sample, Outcome.TOO_LENIENT, (), theirs)
    try:
        lost = next(_changed(workbook, form), "")
        if lost:
            return Verdict(sample, Outcome.NOT_THE_SAME, (), lost)
        failed = next(fill(form), "")
    except Exception as error:
        return Verdict(sample, Outcome.CRASHED, (), _told(error))
    return Verdict(sample, Outcome.NOT_FILLED if failed else Outcome.LOADED, (), failed)


def compiled(workbook: Workbook) -> Form:
    """Return the form of *workbook*, as a survey that may ask for names."""
    return compile_workbook(
        workbook, survey="thu", band="tat-ca", title=_TITLE, anonymous=False, files=AnyFile()
    ).form


def _pyxform(sample: Sample) -> str:
    """Return pyxform's complaint, empty when it takes the form."""
    try:
        convert(
            sample.content, file_type=PurePath(sample.file).suffix, form_name="data", validate=False
        )
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _refused(sample: Sample, theirs: str, error: Faulty) -> Verdict:
    kinds = tuple(sorted({kind_of(problem) for problem in error.problems}))
    told = " ‖ ".join(problem.message_vi for problem in error.problems)
    if theirs:
        return Verdict(sample, Outcome.REFUSED, kinds, theirs)
    placed = all(problem.sheet for problem in error.problems)
    named = placed and not GENERIC & set(kinds)
    return Verdict(sample, Outcome.NAMED if named else Outcome.GENERIC, kinds, told)


def _changed(workbook: Workbook, form: Form) -> Iterator[str]:
    """Yield the roads on which *form* does not stay what it is."""
    digest = digest_of(form)
    if from_json(to_json(form)) != form and digest_of(from_json(to_json(form))) != digest:
        yield "to_json → from_json"
    if workbook_from_json(workbook_to_json(workbook)) != workbook:
        yield "workbook_to_json → workbook_from_json"
    again = read_workbook("form.xlsx", write_xlsx(workbook))
    if contents(again) != contents(workbook) or digest_of(compiled(again)) != digest:
        yield ".xlsx"
    try:
        text = write_markdown(workbook)
    except Faulty as error:
        if {kind_of(problem) for problem in error.problems} != {"line_break_in_markdown"}:
            raise
        return
    again = read_workbook("form.md", text.encode("utf-8"))
    if contents(again) != contents(workbook) or digest_of(compiled(again)) != digest:
        yield ".md"


def contents(workbook: Workbook) -> object:
    """Return what a workbook says, without the name of its file and without empty rows."""
    return {
        name: (
            [c.written for c in sheet.columns],
            [(dict(r.cells), dict(r.loose)) for r in sheet.rows],
        )
        for name, sheet in workbook.sheets.items()
    }


def _told(error: Exception) -> str:
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{PurePath(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__}: {error} ({' '.join(frames[-4:])})"
