"""The transfer slip (phiếu chuyển) of a complaint by law, as the office would have typed it.

The masked text goes along unless somebody who may read the original decided otherwise,
with a reason (docs/decisions).  Number, signature and seal are left to people.
"""

from __future__ import annotations

from datetime import date

from webapp.directory.rules import CommuneView
from webapp.petitions.service import SlipWords
from webapp.reports.files.letters import letterhead, signer
from webapp.reports.files.paper import PORTRAIT_WIDTH, Paper
from webapp.reports.files.wording import day_words, say, wording


def transfer_slip(slip: SlipWords, commune: CommuneView, today: date) -> bytes:
    """Return the slip as the bytes of a .docx file, dated *today*."""
    kind = say("slip_kinds", slip.kind.value)
    paper = Paper(say("slip", "subject", kind=kind), commune.youth_name)
    number = say("slip", "number_known", number=slip.number) if slip.number else ""
    letterhead(paper, commune, today, number or say("slip", "number"))
    paper.line(say("slip", "kind"), bold=True, centred=True)
    paper.line(say("slip", "subject", kind=kind), bold=True, centred=True)
    paper.rule(0.3, PORTRAIT_WIDTH)
    paper.line(say("slip", "to", body=slip.body_name), centred=True, after=8)
    speaker = say("slip_speakers", slip.speaker.value)
    received = day_words(slip.received_on)
    paper.text(say("slip", "received", day=received, speaker=speaker))
    for line in f"“{slip.text.strip()}”".splitlines():
        paper.text(line)
    for role, value in slip.sender:
        paper.text(f"{say('slip_sender', role)}: {value}")
    if not slip.sender:
        paper.text(say("slip", "unnamed"))
    paper.text(say("slip", "asks", body=slip.body_name, kind=kind))
    paper.text(say("slip", "secret") + say("sentences", "end"))
    signer(paper, wording()["slip"]["recipients"])
    return paper.finished()
