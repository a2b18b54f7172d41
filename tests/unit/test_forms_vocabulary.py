"""Everything pyxform knows by name stands in our tables: taken, carried, or refused."""

from __future__ import annotations

from enum import Enum

import pytest
from pyxform import aliases, constants
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from tests.support.forms import form_from
from webapp.forms.complaints import Faulty
from webapp.forms.rules import QuestionType
from webapp.forms.xlsform.columns import COLUMNS, FAMILIES, read_column
from webapp.forms.xlsform.looks import FILE_PARAMETERS, PARAMETERS, REFUSED_PARAMETERS
from webapp.forms.xlsform.vocabulary import (
    ALL_SELECT_TYPES,
    SHEETS,
    TYPES,
    Fate,
    fate_of_type,
    split_type,
)

BEGINNINGS = [
    f"{edge}{gap}{name}" for edge in ("begin", "end") for gap in " _" for name in aliases.control
]


def test_every_sheet_of_the_standard_has_a_fate() -> None:
    assert set(SHEETS) == constants.SUPPORTED_SHEET_NAMES


@pytest.mark.parametrize(
    "written",
    sorted(
        {
            *QUESTION_TYPE_DICT,
            *aliases.select,
            *aliases._type_alias_map,
            *aliases.settings_header,
            *aliases.cascading,
            *aliases.osm,
            *BEGINNINGS,
        }
        # Columns of the sheet ``settings`` that were never rows.
        - {"title", "id_string"}
    ),
)
def test_every_type_of_the_standard_has_a_fate(written: str) -> None:
    assert fate_of_type(written) is not None
    assert split_type(f"{written} lop") == (written, "lop")


@pytest.mark.parametrize("written", sorted({*aliases.survey_header} - {"media", "body"}))
def test_every_column_of_questions_has_a_fate(written: str) -> None:
    name = read_column(written, "survey").name
    assert name in COLUMNS["survey"]
    behind = aliases.survey_header[written]
    if isinstance(behind, tuple):
        # ``bind::relevant`` is ``relevant``, whichever way it is written.
        assert read_column("::".join(behind), "survey").name in {name, "instance::odk:tag"}


def test_every_other_column_has_a_fate() -> None:
    for column in constants.__dict__["CONVERTIBLE_BIND_ATTRIBUTES"]:
        assert read_column(f"bind::{column}").name in COLUMNS["survey"]
    for header in aliases.list_header:
        assert read_column(header, "choices").name in COLUMNS["choices"]
    for header in aliases.settings_header:
        assert read_column(header, "settings").name in COLUMNS["settings"]
    for family in ("bind::x:y", "body::x", "control::x", "instance::x", "media::x"):
        assert read_column(family).name.partition("::")[0] in FAMILIES


def test_translatable_columns_are_those_of_the_standard() -> None:
    for sheet, names in (
        ("survey", aliases.TRANSLATABLE_SURVEY_COLUMNS),
        ("choices", aliases.TRANSLATABLE_CHOICES_COLUMNS),
    ):
        for name, header in names.items():
            written = header if isinstance(header, str) else name
            assert read_column(f"{written}::English (en)", sheet).language == "en"


def test_every_setting_has_a_fate() -> None:
    from pyxform.survey import Survey

    inner = {"bind", "children", "control", "extra_data", "file_name", "hint", "instance", "label"}
    inner |= {"media", "parent", "choices", "setgeopoint_by_triggering_ref", "attribute"}
    inner |= {"setvalues_by_triggering_ref"}
    for name in Survey.get_slot_names():
        if not name.startswith("_") and name not in inner:
            assert read_column(name, "settings").name in COLUMNS["settings"], name


def test_every_parameter_has_a_fate() -> None:
    known = {*FILE_PARAMETERS, *REFUSED_PARAMETERS}
    known |= {name for names in PARAMETERS.values() for name in names}
    for name, table in vars(constants).items():
        if name.startswith("Parameters") and issubclass(table, Enum):
            assert {item.value for item in table} <= known, name


@pytest.mark.parametrize("written", sorted(set(QUESTION_TYPE_DICT) - {"csv-external"}))
def test_what_is_refused_is_refused_and_what_is_taken_is_taken(written: str) -> None:
    """The table tells the truth: each type is put into a form of its own."""
    wants_list = written in ALL_SELECT_TYPES
    row = f"{written} {'l' if wants_list else ''} | a | A |\ntext | b | B |"
    if fate_of_type(written) is Fate.SUPPORTED:
        columns = "calculation" if TYPES.get(written) is QuestionType.CALCULATE else "hint"
        form = form_from(
            row.replace("A |", "A | 1"), columns, "list_name | name | label\nl | x | X"
        )
        assert form.question("a").type is (ALL_SELECT_TYPES.get(written) or TYPES[written])
    else:
        with pytest.raises(Faulty) as caught:
            form_from(row)
        assert caught.value.problems[0].row == 2
