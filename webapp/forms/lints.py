"""The children's lints: what makes a form hard, long or improper for its ages.

They are advice with the words found and what to do, never a fault: the rules
come from ``child-ux.md`` §1 and §6 (#22-24), where many limits are proposals to be
tried with children.  Pure: the same form and ages always give the same advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.forms.linting.asking import (
    danger_without_help,
    for_grown_ups,
    known_without_consent,
    never_asked,
    unmarked_personal,
)
from webapp.forms.linting.bands import BANDS, AgeBand, ages_in_words, bands_of, home_band
from webapp.forms.linting.choosing import choosing_lints
from webapp.forms.linting.languages import missing_words
from webapp.forms.linting.reading import Road, is_open, on_road, time_of
from webapp.forms.linting.sentences import Lint, advise, minutes
from webapp.forms.linting.wording import (
    double_negative,
    hard_words,
    long_sentences,
    quoted,
    short_forms,
    two_ideas,
)
from webapp.forms.rules import Form, Question, text_in

__all__ = ["Lint", "ReadingTime", "Road", "lint", "reading", "reading_time"]
# Schools' own short forms, known to those who go there.
_KNOWN_YOUNG = frozenset({"GPS", "TV"})
_KNOWN = _KNOWN_YOUNG | {"THCS", "THPT", "CLB"}


@dataclass(frozen=True)
class ReadingTime:
    """How long the form takes, in seconds, and the budgets, in minutes.

    ``usual`` is a child of the middle age on the usual road, ``longest`` the youngest
    child that meets every question.
    """

    usual: int
    longest: int
    usual_budget: int
    longest_budget: int

    @property
    def fits(self) -> bool:
        """Tell whether both times are within their budgets."""
        return self.usual <= 60 * self.usual_budget and self.longest <= 60 * self.longest_budget


def reading_time(form: Form, ages: range, path: Road = Road.USUAL) -> int:
    """Return the seconds *form* takes children of *ages* on *path*."""
    return time_of(form, ages, path, form.default_language)


def reading(form: Form, ages: range) -> ReadingTime:
    """Return both times of *form* with the budgets of the band of *ages*."""
    band = home_band(ages)
    usual, longest = (reading_time(form, ages, road) for road in (Road.USUAL, Road.LONGEST))
    return ReadingTime(usual, longest, band.usual, band.slowest)


def lint(form: Form, ages: range) -> tuple[Lint, ...]:
    """Return the advice on *form* for children of *ages*: the form first, then by question.

    Words are judged where the form is in Vietnamese; of other languages only
    whether they are there.  A form of adults has no ages, and of it only that is said.
    """
    if not ages:
        return tuple(missing_words(form))
    band = home_band(ages)
    found = [*_form_lints(form, ages, band), *missing_words(form), *known_without_consent(form)]
    vietnamese = form.default_language == "vi"
    texts = sum(question.opinion for question in form.questions)
    for question in form.questions:
        if not question.shows:
            continue
        if vietnamese:
            found += never_asked(question, "vi")
            found += unmarked_personal(question, "vi")
            found += choosing_lints(question, band, ages.start)
            found += _wording_lints(question, band)
        found += _required_lints(question, texts)
    if vietnamese:
        found += danger_without_help(form, "vi")
    places = {question.name: place for place, question in enumerate(form.questions)}
    return tuple(sorted(found, key=lambda each: places.get(each.question, -1)))


def _form_lints(form: Form, ages: range, band: AgeBand) -> Iterator[Lint]:
    times = reading(form, ages)
    if times.usual > 60 * times.usual_budget:
        middle = ages_in_words(range(ages[len(ages) // 2], ages[len(ages) // 2] + 1))
        yield advise(
            "time_usual", ages=middle, time=minutes(times.usual), budget=times.usual_budget
        )
    if times.longest > 60 * times.longest_budget:
        youngest = ages_in_words(range(ages.start, ages.start + 1))
        time, budget = minutes(times.longest), times.longest_budget
        yield advise("time_longest", ages=youngest, time=time, budget=budget)
    asked = sum(question.asks for question in on_road(form, Road.USUAL))
    if asked > band.questions:
        yield advise("many_questions", count=asked, ages=band.words, most=band.questions)
    opened = sum(is_open(question) and question.opinion for question in form.questions)
    if opened > band.free_texts:
        kind = "free_texts" if band.free_texts else "free_texts_none"
        yield advise(kind, count=opened, ages=band.words, most=band.free_texts)
    if len(bands_of(ages)) > 2:
        last = range(ages.stop - 1, ages.stop)
        fast = minutes(time_of(form, last, Road.USUAL, form.default_language))
        first = range(ages.start, ages.start + 1)
        slow = minutes(time_of(form, first, Road.USUAL, form.default_language))
        yield advise("wide_ages", ages=ages_in_words(ages), slow=slow, fast=fast)
    if len(form.languages) == 1:
        yield advise("one_language", language=form.default_language)


def _wording_lints(question: Question, band: AgeBand) -> Iterator[Lint]:
    """Yield what is hard in the words of *question*; what a parent reads is left alone."""
    if for_grown_ups(question):
        return
    name, stem = question.name, text_in(question.label, "vi")
    labels = [text_in(choice.label, "vi") for choice in question.choices]
    every = [stem, text_in(question.hint, "vi"), *labels]
    if question.asks:
        for kind, words in (
            ("double_negative", double_negative(stem)),
            ("two_ideas", two_ideas(stem)),
        ):
            if words:
                yield advise(kind, name, words=words)
    for words in every:
        for sentence, length in long_sentences(words, band.sentence):
            yield advise(
                "long_sentence",
                name,
                words=quoted(sentence),
                count=length,
                ages=band.words,
                most=band.sentence,
            )
    together = "\n".join(every)
    found = hard_words(together)
    if found:
        yield advise("hard_words", name, words="”, “".join(found))
    known = _KNOWN if band.ages.start >= BANDS[2].ages.start else _KNOWN_YOUNG
    short = short_forms(together, known)
    if short:
        yield advise("short_forms", name, words="”, “".join(short))


def _required_lints(question: Question, texts: int) -> Iterator[Lint]:
    """Yield a text that must be written; the only one of *texts* may be what a form is for."""
    if question.opinion and question.required is not None and texts > 1:
        yield advise("required_free_text", question.name)
