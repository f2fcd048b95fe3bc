"""A document as the bytes of a PDF. Needs fpdf2 and a font, which the extra ``pdf`` brings. Source: TXN-08."""

from __future__ import annotations

from datetime import datetime

from zsim.kernel.errors import UsageError

MARGIN_MM, LINE_MM = 20, 7


def pdf_of(text: str, at: datetime) -> bytes:
    """The text on pages of A4, its first line as heading; the same text and moment give the same bytes anywhere.

    ``at``, which has a zone, is the moment of creation that the file tells. Without the extra ``pdf`` it raises
    ``UsageError``.
    """
    try:  # here alone: few ask for a PDF, and what makes it need not be installed
        import fontpkg
        import fontpkg_noto_sans
        from fpdf import FPDF
    except ImportError as missing:
        found, right = f"{missing.name} is not installed", "install the extra: pip install 'zsim[pdf]'"
        raise UsageError(asked="a document as a PDF", found=found, right=right) from None
    font = fontpkg_noto_sans.FAMILY
    heading, _, rest = text.partition("\n")
    pdf = FPDF()
    pdf.set_creation_date(at)
    pdf.set_title(heading)
    pdf.set_margin(MARGIN_MM)
    pdf.add_font(font, fname=fontpkg.path(font))
    pdf.add_page()
    for size, lines in ((16, [heading]), (11, rest.splitlines())):
        pdf.set_font(font, size=size)
        for each in lines:
            pdf.multi_cell(0, LINE_MM, each, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())
