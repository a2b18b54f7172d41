"""The page form that says of a survey what ``survey.toml`` says for a folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from webapp.authoring.labels import KINDS
from webapp.authoring.rules import band_code
from webapp.base.text import clean
from webapp.forms.manifest import AGES, MONTHS
from webapp.surveykit import API_VERSION
from webapp.web.form_fields import SENTENCES
from webapp.web.staff_forms import StaffForm, at_most, between, options, required

MOST_BANDS = 6
_LONGEST_OPENING = 2000


class Blank(Optional):
    """A field that only counts where its age band is there at all."""

    field_flags: dict[str, Any] = {}


class BandForm(Form):
    """One age band; a band without a name and ages does not exist."""

    code = HiddenField()
    label_vi = StringField(_l("Name in Vietnamese"), validators=[Blank(), at_most(80)])
    label_en = StringField(_l("Name in English"), validators=[Optional(), at_most(80)])
    first = IntegerField(_l("From age"), validators=[Blank(), between(AGES.start, AGES.stop - 1)])
    last = IntegerField(_l("To age"), validators=[Blank(), between(AGES.start, AGES.stop - 1)])
    opening_vi = TextAreaField(
        _l("What children read first, in Vietnamese"),
        description=_l(
            "What it is for, that nobody has to answer, who reads it. Empty: our own words."
        ),
        validators=[Optional(), at_most(_LONGEST_OPENING)],
    )
    opening_en = TextAreaField(
        _l("What children read first, in English"),
        validators=[Optional(), at_most(_LONGEST_OPENING)],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the band: one that is begun has a name and two ages in order."""
        fits: bool = super().validate(extra_validators)
        if not self.is_empty():
            fits = self.is_whole() and fits
        first, last = self.first.data, self.last.data
        if first is not None and last is not None and last < first:
            self.last.errors = [str(_l("The oldest age comes after the youngest."))]
            fits = False
        return fits

    def needed(self) -> tuple[Field, ...]:
        """Return what a band cannot do without."""
        return self.label_vi, self.first, self.last

    def is_whole(self) -> bool:
        """Tell whether the band has a name and two ages; say so where one lacks."""
        lacking = [one for one in self.needed() if not one.data]
        for one in lacking:
            one.errors = one.errors or [str(SENTENCES["required"])]
        return not lacking

    def is_empty(self) -> bool:
        """Tell whether nobody filled in this band."""
        return not any((self.label_vi.data, self.first.data, self.last.data))


class SurveyForm(StaffForm):
    """A survey made in the browser."""

    title_vi = StringField(_l("Title in Vietnamese"), validators=[required(), at_most(150)])
    title_en = StringField(_l("Title in English"), validators=[Optional(), at_most(150)])
    slug = StringField(
        _l("Name in addresses and files"),
        description=_l("Empty: made from the title. It stays for ever; nobody but you sees it."),
        validators=[Optional(), at_most(60)],
    )
    kind = SelectField(_l("Kind"), choices=options(KINDS.items()))
    anonymous = BooleanField(
        _l("Anonymous: nothing personal may be asked"),
        description=_l("A form that asks for a name, a phone or the like is then refused."),
        default=True,
    )
    retention_months = IntegerField(
        _l("Months the texts are kept"),
        default=24,
        validators=[required(), between(MONTHS.start, MONTHS.stop - 1)],
    )
    routing = SelectField(_l("Who answers, unless a topic says otherwise"), choices=options([]))
    bands = FieldList(FormField(BandForm), min_entries=2, max_entries=MOST_BANDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mark the first band as needed: a survey asks somebody."""
        super().__init__(*args, **kwargs)
        for one in self.bands[0].form.needed():
            one.flags.required = True

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; at least one band is whole."""
        fits: bool = super().validate(extra_validators)
        if all(entry.form.is_empty() for entry in self.bands):
            fits = self.bands[0].form.is_whole()
            self.bands.errors = [entry.form.errors for entry in self.bands]
        return fits

    def fill(self, data: Mapping[str, Any]) -> None:
        """Show what a survey says about itself, with room for one more band."""
        self.title_vi.data, self.title_en.data = data["title"]["vi"], data["title"].get("en", "")
        self.kind.data, self.anonymous.data = data["kind"], data["anonymous"]
        self.retention_months.data = data["retention_months"]
        self.routing.data = data["routing"]["default"]
        while self.bands.entries:
            self.bands.pop_entry()
        for band in data["bands"]:
            self.bands.append_entry(
                {
                    "code": band["code"],
                    "label_vi": band["label"]["vi"],
                    "label_en": band["label"].get("en", ""),
                    "first": band["ages"][0],
                    "last": band["ages"][1],
                    "opening_vi": band.get("opening", {}).get("vi", ""),
                    "opening_en": band.get("opening", {}).get("en", ""),
                }
            )
        if len(self.bands.entries) < MOST_BANDS:
            self.bands.append_entry()

    def manifest(self) -> dict[str, Any]:
        """Return what was filled in with the keys and values of ``survey.toml``."""
        return {
            "api": API_VERSION,
            "kind": self.kind.data,
            "anonymous": bool(self.anonymous.data),
            "retention_months": self.retention_months.data,
            "title": _texts(self.title_vi.data, self.title_en.data),
            "routing": {"default": self.routing.data},
            "bands": self._bands(),
        }

    def _bands(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for entry in self.bands:
            band = entry.form
            if band.is_empty():
                continue
            taken = {one["code"] for one in found}
            ages = [band.first.data, band.last.data]
            one: dict[str, Any] = {
                "code": clean(band.code.data or "") or band_code(ages, taken),
                "ages": ages,
                "label": _texts(band.label_vi.data, band.label_en.data),
            }
            opening = _texts(band.opening_vi.data, band.opening_en.data)
            found.append({**one, "opening": opening} if opening else one)
        return found


def _texts(vi: str | None, en: str | None) -> dict[str, str]:
    """Return the words that are there, by language."""
    found = {"vi": clean(vi or ""), "en": clean(en or "")}
    return {language: words for language, words in found.items() if words}
