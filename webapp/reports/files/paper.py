"""Paper of Đoàn: page, type, letterhead, tables, signer.

Margins 20/20/30/20 mm (top, bottom, left, right), Times New Roman, black; the
page number stands centred above from the second page on.  Space for signature
and seal is left, nothing is drawn into it.
"""

from __future__ import annotations

import io
from typing import Any

# The text is this wide, in millimetres.
PORTRAIT_WIDTH = 160
LANDSCAPE_WIDTH = 257
_BODY_SIZE = 14
_FONT = "Times New Roman"


class Paper:
    """A Word document being typed from top to bottom."""

    def __init__(self, title: str, author: str) -> None:
        import docx
        from docx.shared import Mm, Pt

        self.document: Any = docx.Document()
        self.mm, self.pt = Mm, Pt
        self.document.core_properties.title = title
        self.document.core_properties.author = author
        self.document.core_properties.comments = ""
        self.document.core_properties.language = "vi-VN"
        for name in ("Normal", "Header", "Heading 1", "Heading 2"):
            self._set_type(self.document.styles[name])
        self._set_page(self.document.sections[0], landscape=False)

    def _set_type(self, style: Any) -> None:
        """Give a style the face of an office paper: Times New Roman, black."""
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        style.font.name = _FONT
        style.font.size = self.pt(_BODY_SIZE)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.italic = False
        style.font.bold = style.name.startswith("Heading")
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{slot}"), _FONT)
        if style.name.startswith("Heading"):
            style.paragraph_format.space_before = self.pt(8)
            style.paragraph_format.space_after = self.pt(4)
            style.paragraph_format.keep_with_next = True

    def _set_page(self, section: Any, *, landscape: bool) -> None:
        """Make *section* A4 with Đoàn's margins and its own page numbers."""
        from docx.enum.section import WD_ORIENT

        long, short = self.mm(297), self.mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        section.top_margin, section.bottom_margin = self.mm(20), self.mm(20)
        section.left_margin = self.mm(20 if landscape else 30)
        section.right_margin = self.mm(20)
        section.header_distance = self.mm(10)
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = False
        section.first_page_header.is_linked_to_previous = False
        self._number_pages(section)

    def _number_pages(self, section: Any) -> None:
        """Put the page number into the header; each part begins with 1."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        line = section.header.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        # The number of the moment, until a program works out the real one.
        field.append(line.add_run("2")._r)
        line._p.append(field)
        for old in section._sectPr.findall(qn("w:pgNumType")):
            section._sectPr.remove(old)
        start = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        # The order of elements is part of the format; Word refuses another one.
        section._sectPr.find(qn("w:cols")).addprevious(start)

    def turn(self) -> None:
        """Begin an annex on landscape paper, with page numbers of its own."""
        from docx.enum.section import WD_SECTION

        self._set_page(self.document.add_section(WD_SECTION.NEW_PAGE), landscape=True)

    def line(
        self,
        text: str,
        *,
        into: Any = None,
        bold: bool = False,
        italic: bool = False,
        size: float = _BODY_SIZE,
        centred: bool = False,
        after: float = 0,
        fresh: bool = False,
    ) -> Any:
        """Type one line without indent, at the end of the paper or of a cell.

        *fresh* takes a new paragraph even where a cell offers its first, empty one.
        """
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = into.add_paragraph() if fresh and into else self._next_paragraph(into)
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, italic, self.pt(size)
        paragraph.paragraph_format.space_after = self.pt(after)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def _next_paragraph(self, into: Any) -> Any:
        """Return an empty paragraph; a fresh cell already holds one."""
        if into is None:
            return self.document.add_paragraph()
        first = into.paragraphs[0]
        return into.add_paragraph() if first.runs or len(into.paragraphs) > 1 else first

    def text(self, words: str) -> Any:
        """Type a paragraph: justified, first line indented 12.7 mm, 6 pt after."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self.line(words, after=6)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = self.mm(12.7)
        paragraph.paragraph_format.line_spacing = 1.15
        return paragraph

    def section(self, words: str) -> None:
        """Type the heading of a numbered section."""
        self.document.add_heading(words, level=1)

    def rule(self, share: float, width_mm: float, into: Any = None) -> None:
        """Draw a centred rule, *share* of *width_mm* long, under what was typed last."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        paragraph = self.gap(4, into)
        borders, edge = OxmlElement("w:pBdr"), OxmlElement("w:top")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
        indent = self.mm(width_mm * (1 - share) / 2)
        paragraph.paragraph_format.left_indent = indent
        paragraph.paragraph_format.right_indent = indent
        # The order of elements is part of the format; Word refuses another one.
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
        )

    def finished(self) -> bytes:
        """Return the finished document."""
        target = io.BytesIO()
        self.document.save(target)
        return target.getvalue()

    def picture(self, png: bytes, width_mm: float, description: str) -> None:
        """Put in a centred picture; *description* is what a reader without eyes gets."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = self.pt(4)
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=self.mm(width_mm))
        shape._inline.docPr.set("descr", description)

    def gap(self, points: float, into: Any = None) -> Any:
        """Leave a line of exactly *points* in height."""
        from docx.enum.text import WD_LINE_SPACING

        paragraph = self.line("", into=into, fresh=True)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = self.pt(points)
        return paragraph
