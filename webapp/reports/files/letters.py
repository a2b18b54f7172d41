"""The month as .docx: the report of Đoàn xã, as the office would have typed it.

Headings are those of the office.  Number, signature and seal are left to people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from webapp.directory.rules import CommuneView
from webapp.reports.figures.publication import PublishedMonth
from webapp.reports.files.charts import bar_chart
from webapp.reports.files.paper import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, Paper
from webapp.reports.files.paper_tables import add_table, case_table, figure_table, side_by_side
from webapp.reports.files.wording import (
    day_words,
    figure_words,
    line_label,
    month_words,
    notes,
    number_words,
    place_and_day,
    say,
    wording,
)
from webapp.reports.rules import Timeliness

_HEAD_WIDTHS = (78, 82)
_SIGN_WIDTHS = (75, 85)
# Columns of the annex and their widths in millimetres; together 257.
_ANNEX = {
    "number": 29, "title": 40, "behind": 14, "lead": 27, "routed_on": 22, "due_on": 22,
    "decision": 20, "when": 23, "why": 23, "published_on": 22, "channel": 15,
}  # fmt: skip
_BACKLOG = {"number": 30, "title": 50, "lead": 34, "due_on": 24, "state": 22}


def month_letter(month: PublishedMonth, commune: CommuneView, today: date) -> bytes:
    """Return the report of *month* as the bytes of a .docx file, dated *today*."""
    subject = say("letter", "subject", month=month_words(month.month))
    paper = Paper(subject, commune.youth_name)
    letterhead(paper, commune, today, say("letter", "number"))
    paper.line(say("letter", "kind"), bold=True, centred=True)
    paper.line(subject, bold=True, centred=True)
    paper.rule(0.3, PORTRAIT_WIDTH)
    when = month_words(month.month)
    paper.text(say("sentences", "legal", commune=commune.name, month=when))
    _held(paper, month)
    _result(paper, month)
    _work(paper, month)
    _backlog(paper, month)
    _proposals(paper, month)
    signer(paper, wording()["letter"]["recipients"])
    _annex(paper, month, commune)
    return paper.finished()


def letterhead(paper: Paper, commune: CommuneView, today: date, number: str) -> None:
    """Type who writes on the left with the paper's *number*, Đoàn and the day on the right."""
    left, right = side_by_side(paper, _HEAD_WIDTHS)
    paper.line(commune.youth_parent.upper(), into=left, size=13, centred=True)
    paper.line(commune.youth_name.upper(), into=left, size=13, bold=True, centred=True)
    paper.line(say("letter", "stars"), into=left, size=13, centred=True)
    paper.line(number, into=left, size=13, centred=True, after=8)
    paper.line(say("letter", "union"), into=right, size=15, bold=True, centred=True)
    paper.rule(0.72, _HEAD_WIDTHS[1] - 4, into=right)
    paper.line("", into=right, size=13, fresh=True)
    day = place_and_day(commune.place_name, today)
    paper.line(day, into=right, size=13, italic=True, centred=True)


def _held(paper: Paper, month: PublishedMonth) -> None:
    """I. When and how children were asked, and how many forms came."""
    paper.section(say("sections", "held"))
    if month.rounds:
        paper.text(say("sentences", "rounds", rounds=number_words(len(month.rounds))))
        add_table(
            paper,
            [say("columns", c) for c in ("round", "opens_on", "closes_on", "reply_by")],
            [
                (r.title, day_words(r.opens_on), day_words(r.closes_on), day_words(r.reply_by))
                for r in month.rounds
            ],
            (76, 26, 26, 32),
            centred=frozenset({1, 2, 3}),
        )
    else:
        paper.text(say("sentences", "no_rounds"))
    total = figure_words(month.by_survey.total, month.small)
    paper.text(say("sentences", "submissions", submissions=total))
    for name in ("by_survey", "by_age", "by_level"):
        figure_table(paper, month, name)
    _beside(paper, month)
    for note in notes(month):
        paper.text(note)


def _beside(paper: Paper, month: PublishedMonth) -> None:
    """Tell what came by other roads, apart from all that is about children's opinions."""
    if not month.beside:
        return
    paper.text(say("sentences", "beside"))
    add_table(
        paper,
        [say("columns", "beside"), say("columns", "submissions")],
        [
            (line_label("beside", line), figure_words(line.figure, month.small))
            for line in month.beside
        ],
        (120, 40),
        centred=frozenset({1}),
    )


def _result(paper: Paper, month: PublishedMonth) -> None:
    """II. What they spoke about, as a table and as bars, and how far it came."""
    paper.section(say("sections", "result"))
    total = figure_words(month.by_topic.total, month.small)
    paper.text(say("sentences", "opinions", opinions=total))
    figure_table(paper, month, "by_topic")
    rows = [
        (
            line_label("by_topic", line),
            line.figure.number,
            figure_words(line.figure, month.small),
        )
        for line in month.by_topic.lines
        # A topic nobody spoke of stands in the table; a bar of nothing says nothing.
        if line.figure.number != 0
    ]
    if any(number for _label, number, _words in rows):
        described = "; ".join(f"{label}: {words}" for label, _number, words in rows)
        title = say("sentences", "chart")
        paper.line(title, italic=True, centred=True).paragraph_format.keep_with_next = True
        paper.picture(bar_chart(rows), 155, f"{title}. {described}")
    figure_table(paper, month, "by_state")


def _work(paper: Paper, month: PublishedMonth) -> None:
    """III. Where it was sent, whether it was answered, whether the children know."""
    paper.section(say("sections", "work"))
    sent = month.sent_to.total.number or 0
    if sent:
        paper.text(say("sentences", "sent", sent=number_words(sent)))
        figure_table(paper, month, "sent_to")
        paper.text(say("sentences", "answered"))
        figure_table(paper, month, "answered")
    else:
        paper.text(say("sentences", "none_sent"))
    fed_back = figure_words(month.fed_back.total, month.small)
    paper.text(say("sentences", "fed_back", fed_back=fed_back))
    figure_table(paper, month, "fed_back")
    ratings = figure_words(month.ratings.total, month.small)
    reopened = number_words(month.reopened)
    paper.text(say("sentences", "ratings", ratings=ratings, reopened=reopened))
    figure_table(paper, month, "ratings")
    if month.cases:
        paper.text(say("sentences", "annex"))


def _backlog(paper: Paper, month: PublishedMonth) -> None:
    """IV. What is still open from before."""
    paper.section(say("sections", "backlog"))
    if not month.still_open:
        paper.text(say("sentences", "no_backlog"))
        return
    paper.text(say("sentences", "backlog", open=number_words(len(month.still_open))))
    case_table(paper, month, month.still_open, _BACKLOG)


def _proposals(paper: Paper, month: PublishedMonth) -> None:
    """V. What follows from the figures; the rest is for the writer to fill in."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    paper.section(say("sections", "proposals"))
    known = {row.case.id: row.case for row in (*month.cases, *month.still_open)}
    late = Counter(c.lead for c in known.values() if c.timeliness is Timeliness.OVERDUE)
    for body, cases in sorted(late.items(), key=lambda item: (-item[1], item[0])):
        paper.text(say("sentences", "overdue", body=body, cases=number_words(cases)))
    line = paper.text(say("sentences", "proposals") + "\t" + say("sentences", "end"))
    line.paragraph_format.keep_with_next = True
    stop = Mm(PORTRAIT_WIDTH - 8)
    line.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)


def signer(paper: Paper, recipients: Sequence[str]) -> None:
    """Leave room for signature and seal; they never stand alone on a page."""
    paper.gap(10).paragraph_format.keep_with_next = True
    left, right = side_by_side(paper, _SIGN_WIDTHS)
    words = wording()["letter"]
    paper.line(words["recipients_title"], into=left, size=12, bold=True, italic=True)
    for line in recipients:
        paper.line(line, into=left, size=11)
    for line in words["signer"]:
        paper.line(line, into=right, bold=True, centred=True)
    for _ in range(4):
        paper.line("", into=right, fresh=True)


def _annex(paper: Paper, month: PublishedMonth, commune: CommuneView) -> None:
    """Add the list of cases on landscape paper; no cases, no annex."""
    if not month.cases:
        return
    paper.turn()
    title = say("letter", "annex_title", month=month_words(month.month))
    for words in (say("letter", "annex"), title):
        paper.line(words, bold=True, centred=True)
    paper.line(
        say("letter", "annex_of", year=month.counted_on.year, commune=commune.name),
        italic=True,
        centred=True,
        size=13,
        after=6,
    )
    paper.rule(0.2, LANDSCAPE_WIDTH)
    case_table(paper, month, month.cases, _ANNEX)
