"""Charts for paper: one dark colour, every bar with its number beside it."""

from __future__ import annotations

import io
from collections.abc import Sequence

# Letters that the first font lacks come from the second, which comes with the
# drawing library and has every Vietnamese letter (Liberation Serif has not).
_FONTS = ("Times New Roman", "DejaVu Serif")
_MM = 1 / 25.4
_ROW_MM, _DENSE_ROW_MM, _DENSE_FROM = 9.5, 7, 12
# Two lines of a label must fit into its row: points of type, characters a line.
_TYPE, _DENSE_TYPE = (9.5, 42), (8.0, 50)
_WIDTH_MM = 155
_DOTS_PER_INCH = 220


def bar_chart(rows: Sequence[tuple[str, int | None, str]]) -> bytes:
    """Return horizontal bars as PNG.

    *rows* are label, number and the words beside the bar; a number that is
    kept back is None: it has words but no bar.  155 mm wide, 9.5 mm a bar (7 mm
    when there are many).
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    dense = len(rows) >= _DENSE_FROM
    row = _DENSE_ROW_MM if dense else _ROW_MM
    size, longest = _DENSE_TYPE if dense else _TYPE
    height = row * max(len(rows), 2) + 6
    figure = Figure(figsize=(_WIDTH_MM * _MM, height * _MM), dpi=_DOTS_PER_INCH, layout="tight")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    font = {"family": _fonts(), "size": size}
    places = range(len(rows))
    numbers = [number or 0 for _label, number, _words in rows]
    axes.barh(places, numbers, height=0.62, color="#404040")
    labels = [_wrapped(label, longest) for label, _number, _words in rows]
    axes.set_yticks(list(places), labels, fontdict=font)
    axes.invert_yaxis()
    edge = max([*numbers, 1])
    axes.set_xlim(0, edge * 1.18)
    for place, (_label, number, words) in zip(places, rows, strict=True):
        style = "normal" if number is not None else "italic"
        axes.text(
            (number or 0) + edge * 0.012, place, words, va="center", fontdict=font, style=style
        )
    axes.xaxis.set_visible(False)
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    target = io.BytesIO()
    figure.savefig(target, format="png", metadata={"Software": None})
    return target.getvalue()


def _fonts() -> list[str]:
    """Return those of our fonts that this computer has."""
    from matplotlib.font_manager import get_font_names

    known = set(get_font_names())
    return [name for name in _FONTS if name in known]


def _wrapped(label: str, width: int) -> str:
    """Return *label* in lines short enough to leave room for the bars."""
    lines: list[str] = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
