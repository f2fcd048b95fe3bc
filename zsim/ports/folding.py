"""When two names, or two email addresses, are one; and how two differ that a reader cannot tell apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import takewhile

SHOWN_MAX = 4
"""How many characters of a difference are named."""


def folded(text: str) -> str:
    """The text as names and addresses are compared: trimmed, then case alone. Source: CUS-10, LED-23.

    A character is folded into one character or made small, never spelled with several: ß is not ss.

    >>> folded(" ΣΟΦΟΣ ") == folded("σοφος"), folded("Maße") == folded("Masse")
    (True, False)
    """
    text = text.strip()
    whole = text.casefold()
    if len(whole) == len(text):  # folding never shortens a character, so each became one
        return whole
    return "".join([one if len(one := each.casefold()) == 1 else each.lower() for each in text])


def folded_texts(texts: Iterable[str]) -> Iterable[str]:
    """Each of the texts as ``folded`` gives it, for a third where all of them are plain letters and digits."""
    texts = list(texts)
    return map(str.lower, map(str.strip, texts)) if "".join(texts).isascii() else map(folded, texts)


def look(text: str) -> str:
    """What a reader sees of a text: composed characters, without invisible ones, single blanks, domains decoded."""
    if _is_plain(text):
        return folded(text)
    local, at, domain = text.rpartition("@")
    text = f"{local}{at}{'.'.join(map(_decoded, domain.split('.')))}" if at else text
    seen = [each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf"]
    return folded(" ".join("".join(seen).split()))


def spellings(text: str) -> tuple[str, ...]:
    """Other texts, folded, that look like this one; none for one of plain letters and single blanks."""
    if _is_plain(text):
        return ()
    composed = look(text)
    local, at, domain = unicodedata.normalize("NFC", text).rpartition("@")
    encoded = f"{local}@{'.'.join(map(_encoded, domain.split('.')))}" if at else composed
    forms = [unicodedata.normalize(form, each) for each in (text, composed) for form in ("NFC", "NFD")]
    found = dict.fromkeys(map(folded, (composed, encoded, *forms)))
    return tuple([each for each in found if each != folded(text)])


def all_plain(texts: Iterable[str]) -> bool:
    """Whether none of the texts has other ``spellings``, for a tenth of asking each; a doubtful text is not plain."""
    return _is_plain("".join(texts))


def difference(here: str, there: str) -> str:
    """Where two texts that look alike differ: by case or blanks at an end, or by the names of their characters.

    >>> difference("Ann  Lee", "Ann Lee"), difference("ANN", "Ann ")
    ('SPACE, SPACE here, SPACE there', 'they differ in upper and lower case and in a blank at an end')
    """
    if here != there and folded(here) == folded(there):
        case = "in upper and lower case" if here.strip() != there.strip() else ""
        blank = "in a blank at an end" if (here.strip() == here) != (there.strip() == there) else ""
        if case or blank:
            return " ".join(["they differ", *filter(None, [case, "and" if case and blank else "", blank])])
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False)))
    rest, others = here[start:], there[start:]
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(rest[::-1], others[::-1], strict=False)))
    if min(len(rest), len(others)) == end and start:  # one only has more: the character before it tells where
        start, rest, others = start - 1, here[start - 1 :], there[start - 1 :]
    return f"{_named(rest[: len(rest) - end])} here, {_named(others[: len(others) - end])} there"


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "  " not in text and "xn--" not in text.lower()


def _decoded(label: str) -> str:
    """A label of a domain as browsers show it."""
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _encoded(label: str) -> str:
    """A label of a domain as it goes over the wire."""
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"


def _named(text: str) -> str:
    names = [unicodedata.name(each, f"U+{ord(each):04X}") for each in text[:SHOWN_MAX]]
    return ", ".join([*names, "…"] if len(text) > SHOWN_MAX else names) or "nothing"
