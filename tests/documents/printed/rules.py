"""How a printed number is explained: worked out again from the page, or one that others have counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from documents.printed.page import LETTER, Page
from documents.printed.reading import Sentence
from documents.printed.writing import NUMBER, whole

Numbers = Iterable[int | str]
Worked = Callable[[Page, re.Match[str], Sentence], Numbers]
"""Gives the numbers that a sentence should print where a pattern matches it, from left to right."""
_TOKEN = re.compile(NUMBER)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """
    Where some numbers stand, and what they should be; ``works_out`` is None for those that others counted.

    ``place`` matches the place of a sentence. In ``pattern`` # is a number and <L> the letter of a party.
    """

    name: str
    why: str
    place: re.Pattern[str]
    pattern: re.Pattern[str]
    works_out: Worked | None

    def matches(self, sentence: Sentence) -> Iterator[re.Match[str]]:
        """Give every place of the rule in a sentence."""
        return self.pattern.finditer(sentence.text) if self.place.fullmatch(sentence.place) else iter(())


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A number that is not what the page gives, or that nothing explains."""

    sentence: Sentence
    said: str

    def __str__(self) -> str:
        """Say where it stands, and what is wrong."""
        return f"{self.sentence.place}: {self.sentence.text!r}: {self.said}"


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern in which # is a number and <L> the letter of a party."""
    number = rf"(?<![\d.,])(?:{NUMBER})(?!\d|[.,]\d)"
    return re.compile(pattern.replace("#", number).replace("<L>", rf"(?P<letter>{LETTER})"))


def recomputed(pattern: str, *, at: str = r"[a-z0-9]+") -> Callable[[Worked], Rule]:
    """Make a rule of a function that works its numbers out; its docstring says how."""

    def made(works_out: Worked) -> Rule:
        return Rule(
            name=works_out.__name__,
            why=works_out.__doc__ or "",
            place=re.compile(at),
            pattern=compiled(pattern),
            works_out=works_out,
        )

    return made


def counted_by_others(name: str, pattern: str, *, at: str = ".*") -> Rule:
    """Make a rule for numbers that no page can give."""
    return Rule(name=name, why="", place=re.compile(at), pattern=compiled(pattern), works_out=None)


def faults(page: Page, rules: Sequence[Rule]) -> list[Fault]:
    """Hold every number of a page against the rules."""
    return [fault for sentence in page.sentences for fault in faults_in(sentence, page, rules)]


def faults_in(sentence: Sentence, page: Page, rules: Sequence[Rule]) -> Iterator[Fault]:
    """Hold the numbers of one sentence against the rules."""
    if not _DIGIT.search(sentence.text):
        return
    left = list(sentence.text)
    for rule in rules:
        for match in rule.matches(sentence):
            left[slice(*match.span())] = " " * len(match.group())
            wrong = _wrong(rule, page, match, sentence)
            if wrong:
                yield Fault(sentence=sentence, said=f"{wrong} ({rule.name}: {rule.why})")
    if unexplained := _TOKEN.findall("".join(left)):
        yield Fault(sentence=sentence, said=f"nothing explains {', '.join(unexplained)}")


def _wrong(rule: Rule, page: Page, match: re.Match[str], sentence: Sentence) -> str:
    """Say which numbers a rule would have instead; nothing where they are right."""
    if rule.works_out is None:
        return ""
    found = _TOKEN.findall(match.group())
    wanted = [own if isinstance(own, str) else whole(own) for own in rule.works_out(page, match, sentence)]
    return "" if found == wanted else f"{', '.join(found)} should be {', '.join(wanted)}"
