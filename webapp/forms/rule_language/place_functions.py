"""Functions on places: text of latitude and longitude in degrees, on a round earth."""

from __future__ import annotations

import math

from webapp.forms.rule_language.values import Value, all_texts, text_is_number

_RADIUS_METRES = 6_378_100.0
Point = tuple[float, float]


def area(value: Value) -> float:
    """Return the area in m² within the points of *value*; not-a-number when one is none."""
    points = _points((value,))
    if points is None:
        return math.nan
    if len(points) < 3:
        return 0.0
    total = 0.0
    for (latitude, longitude), (next_latitude, next_longitude) in zip(
        points, points[1:] + points[:1], strict=True
    ):
        turned = math.radians(next_longitude - longitude)
        total += turned * (
            2 + math.sin(math.radians(latitude)) + math.sin(math.radians(next_latitude))
        )
    return _hundredths(abs(total * _RADIUS_METRES * _RADIUS_METRES / 2))


def distance(*values: Value) -> float:
    """Return the length in metres of the way along the points; not-a-number when one is none."""
    points = _points(values)
    if points is None:
        return math.nan
    return _hundredths(sum(map(_between, points, points[1:]), 0.0))


def _between(one: Point, other: Point) -> float:
    """Return the metres between two points (spherical law of cosines)."""
    turned = math.radians(one[1] - other[1])
    north, south = math.radians(one[0]), math.radians(other[0])
    cosine = math.sin(north) * math.sin(south) + math.cos(north) * math.cos(south) * math.cos(
        turned
    )
    return math.acos(max(-1.0, min(1.0, cosine))) * _RADIUS_METRES


def _points(values: tuple[Value, ...]) -> list[Point] | None:
    """Return the points of nodes, or of one text with ``;`` between them; None when bad."""
    texts = [text for value in values for text in all_texts(value)]
    if len(texts) == 1:
        texts = texts[0].split(";")
        # A line may end with its sign, as ODK Collect writes it.
        if len(texts) > 1 and not texts[-1].strip():
            texts.pop()
    points = [_point(text) for text in texts]
    return None if None in points else [point for point in points if point]


def _point(text: str) -> Point | None:
    """Return latitude and longitude; altitude and accuracy need only be numbers."""
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(map(text_is_number, parts)):
        return None
    numbers = [float(part) for part in parts]
    inside = abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180
    return (numbers[0], numbers[1]) if inside and (len(parts) < 4 or numbers[3] >= 0) else None


def _hundredths(number: float) -> float:
    return math.floor(number * 100 + 0.5) / 100
