"""The files in a survey's folder ``media``: which may be sent, and as what."""

from __future__ import annotations

from pathlib import Path

from webapp.forms.catalogue import Survey

# What may leave the folder; anything else that lies there is nobody's business.
TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}


def path_of(survey: Survey | None, name: str) -> Path | None:
    """Return the file called *name* in the folder ``media`` of *survey*, or None.

    Only a plain name of a whitelisted kind: no folder, no way out, no link that
    leads out of the folder.
    """
    if survey is None or survey.folder is None or Path(name).suffix.lower() not in TYPES:
        return None
    if name != Path(name).name or name.startswith(".") or "\\" in name or "\x00" in name:
        return None
    folder = (survey.folder / "media").resolve()
    path = (folder / name).resolve()
    return path if path.parent == folder and path.is_file() else None


def version_of(survey: Survey | None, name: str) -> str:
    """Return what changes with the file, so that its address may be kept for a year."""
    path = path_of(survey, name)
    if path is None:
        return "0"
    found = path.stat()
    return f"{found.st_mtime_ns:x}{found.st_size:x}"
