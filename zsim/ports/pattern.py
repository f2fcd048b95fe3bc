"""The pattern of criteria: numbered conditions joined by ``and`` and ``or``, such as ``((1 and 2) or 3)``.

``and`` and ``or`` side by side need brackets to say which goes first; a run of one of them does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from zsim.kernel.errors import UsageError

Number = int
DEPTH_MAX = 20
SHOWN_MAX = 12
TOKEN = re.compile(r"\s*(?:(?P<number>\d+)|(?P<word>[A-Za-z]+)|(?P<sign>.))")


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts of which all ("and") or any ("or") must hold."""

    word: Literal["and", "or"]
    parts: tuple[Joined | Number, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern; ``root`` is ``None`` for the empty one, which always holds."""

    root: Joined | Number | None

    def holds(self, test: Callable[[Number], bool]) -> bool:
        """Whether the pattern holds when condition ``number`` holds as ``test`` says; asks no more than needed."""
        return self.root is None or _holds(self.root, test)


def parse_pattern(text: str, count: int) -> Pattern:
    """Read a pattern over conditions 1 to ``count``, each used; ``UsageError`` points at the position of a mistake."""
    if count == 0 and not text.strip():
        return Pattern(None)
    return Pattern(_PatternReader(text, count).read())


def _holds(part: Joined | Number, test: Callable[[Number], bool]) -> bool:
    if isinstance(part, int):
        return test(part)
    if part.word == "and":
        return all(_holds(each, test) for each in part.parts)
    return any(_holds(each, test) for each in part.parts)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    position: int


class _PatternReader:
    """Reads one pattern from left to right."""

    def __init__(self, text: str, count: int) -> None:
        self._text = text
        self._count = count
        self._tokens = [_Token(match[0].strip().lower(), match.end()) for match in TOKEN.finditer(text.rstrip())]
        self._next = 0
        self._depth = 0

    def read(self) -> Joined | Number:
        """The whole pattern."""
        root = self._joined()
        if self._peek() is not None:
            raise self._refusal("a bracket closed that was not opened" if self._sees(")") else "'and' or 'or' missing")
        missing = [number for number in range(1, self._count + 1) if number not in _numbers(root)]
        if missing:
            raise UsageError(
                asked=f"the pattern {self._text!r}",
                found=f"condition {missing[0]} is not used",
                right=f"use each of the {self._count} conditions",
            )
        return root

    def _joined(self) -> Joined | Number:
        parts = [self._operand()]
        word: Literal["and", "or"] | None = None
        while self._sees("and") or self._sees("or"):
            seen: Literal["and", "or"] = "and" if self._sees("and") else "or"
            if word is not None and seen != word:
                raise self._refusal("'and' and 'or' side by side; put brackets round what goes first")
            word = seen
            self._next += 1
            parts.append(self._operand())
        return Joined(word, tuple(parts)) if word is not None else parts[0]

    def _operand(self) -> Joined | Number:
        token = self._peek()
        if token is not None and token.text == "(":
            return self._bracketed()
        if token is None or not (token.text.isascii() and token.text.isdigit()):
            raise self._refusal("the number of a condition or an opening bracket is missing")
        digits = token.text.lstrip("0")
        if len(digits) > len(str(self._count)) or not 1 <= int(digits or "0") <= self._count:
            raise self._refusal(f"there is no condition {token.text[:SHOWN_MAX]}")
        self._next += 1
        return int(digits)

    def _bracketed(self) -> Joined | Number:
        if self._depth == DEPTH_MAX:
            raise self._refusal(f"brackets stand more than {DEPTH_MAX} deep")
        self._next += 1
        self._depth += 1
        inner = self._joined()
        if not self._sees(")"):
            raise self._refusal("a closing bracket is missing")
        self._next += 1
        self._depth -= 1
        return inner

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _sees(self, text: str) -> bool:
        token = self._peek()
        return token is not None and token.text == text

    def _refusal(self, found: str) -> UsageError:
        token = self._peek()
        position = len(self._text) + 1 if token is None else token.position - len(token.text) + 1
        return UsageError(
            asked=f"the pattern {self._text!r}",
            found=f"at position {position}: {found}",
            right=f"join conditions 1 to {self._count} as in '((1 and 2) or 3)'",
        )


def _numbers(part: Joined | Number) -> set[Number]:
    if isinstance(part, int):
        return {part}
    return {number for each in part.parts for number in _numbers(each)}
