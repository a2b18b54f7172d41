"""The surveys of this process.  ``loader`` fills it; everybody else reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from webapp.forms.complaints import FormProblem
from webapp.forms.rules import Answers, Form, Texts
from webapp.surveykit import SPEAKERS, SuggestTopic

CHILD = SPEAKERS[0]


@dataclass(frozen=True)
class Band:
    """An age band of a survey.  ``ages`` includes both ends it was written with.

    ``opening`` is the text a child reads first: purpose, freedom, who reads it.
    ``speaker`` is one of ``surveykit.SPEAKERS``; bands of adults have no ages.
    """

    code: str
    label: Texts
    ages: range
    opening: Texts = field(default_factory=dict)
    speaker: str = CHILD


@dataclass(frozen=True)
class Hooks:
    """What the survey's ``hooks.py`` defines; ``None`` where it defines nothing."""

    suggest_topic: SuggestTopic | None = None


@dataclass(frozen=True)
class Survey:
    """A survey, checked and ready: a folder, or one made in the browser.

    ``kind`` is one of ``surveykit.KINDS``.  ``anonymous`` tells that no name may be
    asked.  ``routing`` is the default receiver: ``moderator``, ``school`` or the code of
    a body.  ``speaker`` tells who speaks, a band of adults may say it more exactly.
    ``retention_months`` is how long texts are kept.  ``forms`` maps the code
    of a band to the folder's own form, and ``sources`` to the file it was read from;
    both are empty, and ``folder`` is none, where the survey was made in the browser.
    """

    slug: str
    title: Texts
    kind: str
    bands: tuple[Band, ...]
    anonymous: bool
    routing: str
    retention_months: int
    forms: Mapping[str, Form]
    hooks: Hooks = Hooks()
    speaker: str = CHILD
    sources: Mapping[str, Path] = field(default_factory=dict)
    folder: Path | None = None

    def form_title(self, band_code: str) -> Texts:
        """Return the title of a form: the survey's, with the band where there are several."""
        band = self.band(band_code)
        if band is None or len(self.bands) == 1:
            return self.title
        return {
            language: f"{title} – {band.label[language]}" if language in band.label else title
            for language, title in self.title.items()
        }

    def band(self, code: str) -> Band | None:
        """Return the band called *code*."""
        return next((band for band in self.bands if band.code == code), None)

    @property
    def for_children(self) -> bool:
        """Tell whether children answer it; no survey asks children and adults at once."""
        return self.speaker == CHILD

    def suggested_topic(self, answers: Answers) -> str | None:
        """Return the hook's suggestion; a failing hook counts as absent."""
        hook: Callable[[Answers], str | None] | None = self.hooks.suggest_topic
        if hook is None:
            return None
        try:
            return hook(dict(answers))
        except Exception:
            return None


class Catalogue:
    """Surveys by slug, and what stands in quarantine.  Replaced as a whole."""

    def __init__(self) -> None:
        self._surveys: Mapping[str, Survey] = {}
        self._problems: tuple[FormProblem, ...] = ()

    def fill(self, surveys: Sequence[Survey], problems: Sequence[FormProblem]) -> None:
        """Replace everything at once; readers see the old or the new, never a mix."""
        self._surveys = {survey.slug: survey for survey in surveys}
        self._problems = tuple(problems)

    def get(self, slug: str) -> Survey | None:
        """Return the survey called *slug*, or ``None`` when it is absent or faulty."""
        return self._surveys.get(slug)

    def all(self) -> tuple[Survey, ...]:
        """Return the working surveys, by slug."""
        return tuple(self._surveys[slug] for slug in sorted(self._surveys))

    def quarantined(self) -> list[FormProblem]:
        """Return what is wrong with the folders that were left out."""
        return list(self._problems)


CATALOGUE = Catalogue()
