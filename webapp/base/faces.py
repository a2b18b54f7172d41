"""Faces drawn by us, for choices that begin with one: old systems show the signs as boxes."""

from __future__ import annotations

# How glad a face looks, from 1 (very sad) to 5 (very glad).
_LEVELS = {
    5: "\N{GRINNING FACE}\N{SMILING FACE WITH OPEN MOUTH}\N{GRINNING FACE WITH SMILING EYES}"
    "\N{SMILING FACE WITH OPEN MOUTH AND SMILING EYES}\N{SMILING FACE WITH HEART-SHAPED EYES}",
    4: "\N{SLIGHTLY SMILING FACE}\N{SMILING FACE WITH SMILING EYES}\N{WHITE SMILING FACE}",
    3: "\N{NEUTRAL FACE}\N{EXPRESSIONLESS FACE}",
    2: "\N{SLIGHTLY FROWNING FACE}\N{WHITE FROWNING FACE}\N{CONFUSED FACE}\N{DISAPPOINTED FACE}",
    1: "\N{CRYING FACE}\N{LOUDLY CRYING FACE}\N{POUTING FACE}\N{ANGRY FACE}",
}
FACES = {sign: level for level, signs in _LEVELS.items() for sign in signs}
_SIGN_VARIANT = "\N{VARIATION SELECTOR-16}"
# The faces of a scale of numbers with so many steps, the lowest first.
SCALES = {2: (2, 4), 3: (2, 3, 4), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


def face_of(label: str) -> int:
    """Return how glad the face looks that *label* begins with; 0 without a face."""
    return FACES.get(label[:1], 0)


def without_sign(label: str) -> str:
    """Return the words of *label* without the face before them."""
    return label[1:].lstrip(_SIGN_VARIANT + " ") if label[:1] in FACES else label
