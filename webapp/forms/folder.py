"""One survey folder read whole: manifest, forms, hooks.

Reading a workbook costs a quarter of a second the first time; so compiled
forms are kept as JSON under a name made from everything they depend on.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from webapp.forms.catalogue import Band, Hooks, Survey
from webapp.forms.complaints import Faulty, FormProblem, say
from webapp.forms.manifest import LONGEST_SLUG, SLUG, Manifest, OtherVersion, read_manifest
from webapp.forms.rules import Form, Texts
from webapp.forms.tree import from_json, to_json
from webapp.forms.xlsform.converting import ENDINGS, compile_workbook
from webapp.forms.xlsform.workbook import read_workbook

MANIFEST = "survey.toml"
HOOKS = "hooks.py"
MEDIA = "media"
ReadHooks = Callable[[str, Path], Hooks]


@cache
def _code_digest() -> bytes:
    """Return a digest of this room's code and of pyxform: other code, other forms."""
    digest = hashlib.sha256(version("pyxform").encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


class FormCache:
    """Compiled forms as files in *folder*; without a folder nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.warnings: list[FormProblem] = []

    def form(
        self,
        file: Path,
        shown: str,
        files: Mapping[str, bytes],
        *,
        slug: str,
        band: str,
        title: Texts,
        anonymous: bool,
    ) -> Form:
        """Return the form in *file*, compiled now or earlier; *shown* names it in messages.

        *files* are the other files of the survey.  ``warnings`` grows by those of each form
        that is compiled now.
        """
        content = file.read_bytes()
        digest = hashlib.sha256(_code_digest())
        settings = json.dumps([shown, slug, band, dict(title), anonymous], ensure_ascii=False)
        digest.update(settings.encode("utf-8") + b"\0" + content)
        for name, other in files.items():
            digest.update(b"\0" + name.encode("utf-8") + b"\0" + hashlib.sha256(other).digest())
        kept = self._folder / f"{digest.hexdigest()}.json" if self._folder else None
        if kept is not None:
            # A file cut short by a power failure counts as absent.
            with suppress(OSError, ValueError, KeyError):
                return from_json(json.loads(kept.read_text(encoding="utf-8")))
        compiled = compile_workbook(
            read_workbook(shown, content),
            survey=slug,
            band=band,
            title=title,
            anonymous=anonymous,
            files=files,
        )
        self.warnings.extend(compiled.warnings)
        if kept is not None:
            self._keep(kept, compiled.form)
        return compiled.form

    @staticmethod
    def _keep(path: Path, form: Form) -> None:
        """Write in one step, so that another process never reads half a file."""
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(f".{os.getpid()}")
            temporary.write_text(json.dumps(to_json(form), ensure_ascii=False), encoding="utf-8")
            temporary.replace(path)


def other_files(folder: Path) -> dict[str, bytes]:
    """Return the other files a form in *folder* may name: lists as csv, and media by name.

    Of media only the names matter here; their contents are left out.
    """
    found = {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
    media = folder / MEDIA
    if media.is_dir():
        found.update({path.name: b"" for path in sorted(media.iterdir()) if path.is_file()})
    return found


def read_folder(folder: Path, forms: FormCache, read_hooks: ReadHooks) -> Survey:
    """Return the survey in *folder*; raise ``Faulty`` with all that is wrong.

    Files are named in messages from the slug on: ``y-kien-hang-thang/forms/6-10.md``.
    """
    slug = folder.name
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise Faulty([FormProblem(slug, say("bad_slug"))])
    if not (folder / MANIFEST).is_file():
        raise Faulty([FormProblem(slug, say("no_manifest"))])
    try:
        manifest = read_manifest(f"{slug}/{MANIFEST}", (folder / MANIFEST).read_bytes())
    except OtherVersion:
        raise
    except Faulty as error:
        raise Faulty([*error.problems, *_faults_of_forms(folder)]) from error
    hooks, problems = _read_hooks(folder, read_hooks)
    compiled, sources = _read_forms(folder, manifest, forms, problems)
    return Survey(
        slug=slug,
        title=manifest.title,
        kind=manifest.kind,
        bands=manifest.bands,
        anonymous=manifest.anonymous,
        speaker=manifest.speaker,
        routing=manifest.routing,
        retention_months=manifest.retention_months,
        forms=compiled,
        sources=sources,
        folder=folder,
        hooks=hooks,
    )


def _read_hooks(folder: Path, read_hooks: ReadHooks) -> tuple[Hooks, Sequence[FormProblem]]:
    """Return the hooks of *folder* and what is wrong with them."""
    if not (folder / HOOKS).is_file():
        return Hooks(), ()
    try:
        return read_hooks(folder.name, folder / HOOKS), ()
    except Faulty as error:
        return Hooks(), error.problems


def _read_forms(
    folder: Path, manifest: Manifest, forms: FormCache, found: Sequence[FormProblem]
) -> tuple[dict[str, Form], dict[str, Path]]:
    """Return the form of each band and its file.

    Raises ``Faulty`` for all that is wrong in any, behind what was *found* before.
    """
    problems = [*found, *_stray_forms(folder, manifest)]
    files = other_files(folder)
    compiled: dict[str, Form] = {}
    sources: dict[str, Path] = {}
    for band in manifest.bands:
        try:
            file = _form_file(folder, manifest, band)
            sources[band.code] = file
            compiled[band.code] = forms.form(
                file,
                f"{folder.name}/{file.relative_to(folder).as_posix()}",
                files,
                slug=folder.name,
                band=band.code,
                title=_form_title(manifest, band),
                anonymous=manifest.anonymous,
            )
        except Faulty as error:
            problems.extend(error.problems)
    if problems:
        raise Faulty(problems)
    return compiled, sources


def _faults_of_forms(folder: Path) -> Iterator[FormProblem]:
    """Yield what is wrong with the forms of a folder whose manifest cannot be used.

    Nothing is asked of them that the manifest would decide.
    """
    for file in sorted([*folder.glob("form.*"), *(folder / "forms").glob("*")]):
        if file.suffix not in ENDINGS:
            continue
        shown = f"{folder.name}/{file.relative_to(folder).as_posix()}"
        try:
            compile_workbook(
                read_workbook(shown, file.read_bytes()),
                survey=folder.name,
                band=file.stem,
                title={},
                anonymous=False,
                files=other_files(folder),
            )
        except Faulty as error:
            yield from error.problems


def _form_title(manifest: Manifest, band: Band) -> Texts:
    """Return the survey's title, with the band where there are several."""
    if len(manifest.bands) == 1:
        return manifest.title
    return {
        language: f"{title} – {band.label[language]}" if language in band.label else title
        for language, title in manifest.title.items()
    }


def _form_file(folder: Path, manifest: Manifest, band: Band) -> Path:
    """Return the one file with the form of *band*.

    ``forms/<band>.md`` or ``.xlsx``; with a single band ``form.md`` or ``form.xlsx`` will do.
    """
    stems = [folder / "forms" / band.code]
    if len(manifest.bands) == 1:
        stems.append(folder / "form")
    files = [Path(f"{stem}{ending}") for stem in stems for ending in ENDINGS]
    found = [file for file in files if file.is_file()]
    if len(found) == 1:
        return found[0]
    shown = " và ".join(
        file.relative_to(folder).as_posix() for file in found or files[-len(ENDINGS) :][:1]
    )
    kind = "two_forms" if found else "no_form"
    raise Faulty([FormProblem(folder.name, say(kind, shown))])


def _stray_forms(folder: Path, manifest: Manifest) -> list[FormProblem]:
    """Find forms that no band uses: most often a misspelt band."""
    codes = {band.code for band in manifest.bands}
    files = sorted((folder / "forms").glob("*")) if (folder / "forms").is_dir() else []
    if len(manifest.bands) > 1:
        files += [folder / f"form{ending}" for ending in ENDINGS if _is_form(folder, ending)]
    return [
        FormProblem(f"{folder.name}/{file.relative_to(folder).as_posix()}", say("stray_form"))
        for file in files
        if file.suffix in ENDINGS and (file.parent == folder or file.stem not in codes)
    ]


def _is_form(folder: Path, ending: str) -> bool:
    return (folder / f"form{ending}").is_file()
