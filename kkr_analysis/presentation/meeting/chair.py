"""Chair and vice-chair (agenda 1.4): the count with and without alliances, and whom the meeting elected."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_analysis.allocation import PostElection
from kkr_analysis.danish import listed, whole
from kkr_analysis.meeting.chair import ElectedPost, PostComparison
from kkr_analysis.meeting.proceedings import Proceedings
from kkr_analysis.presentation import wording
from kkr_analysis.presentation.blocks import Block, Heading, ParagraphKind, paragraph, text
from kkr_analysis.presentation.meeting.frame import (
    Paper,
    background,
    bullets,
    enclosed,
    presentation,
    recommendation,
)
from kkr_analysis.presentation.meeting.lots import between, how_to_enter, what_each_fall_gives
from kkr_analysis.presentation.meeting.names import Names
from kkr_analysis.presentation.prose import entitled
from kkr_analysis.presentation.table import Table
from kkr_analysis.presentation.tables.posts import largest_quotients

NUMBER = "1.4"


def paper(meeting: Proceedings) -> Paper:
    """Return the item on the election of chair and vice-chair."""
    result = meeting.dossier.result
    return Paper(
        name="formand-og-naestformand",
        number=NUMBER,
        title="Formand og næstformand",
        body=(
            *background(
                paragraph(
                    "KKR vælger formand og næstformand blandt sine medlemmer ved forholdstalsvalg på "
                    "stemmerne ved kommunalvalget (regel V1). Hvert berettiget partis stemmer deles med 1, "
                    "2, 3 og så videre. Den største kvotient giver formandsposten, den næststørste "
                    "næstformandsposten. Et valgforbunds stemmer lægges sammen (regel V3)."
                ),
                enclosed(f"{wording.title(result)} er vedlagt som bilag."),
            ),
            *recommendation(result.body, ["vælger en formand og en næstformand"]),
            *presentation(*_presentation(meeting)),
        ),
        rules=("V1", "V3", "V4", "V7", "D2"),
    )


def _presentation(meeting: Proceedings) -> Iterator[Block]:
    chair, names = meeting.chair, Names.of(meeting.dossier)
    alliances = chair.allied.alliances
    if not alliances:
        yield paragraph("Der er ingen valgforbund at regne med.", kind=ParagraphKind.LEAD)
        yield from _counted(meeting, chair.plain, "uden valgforbund", "formand-uden", names)
    else:
        labels = listed(alliance.label for alliance in alliances)
        yield Heading(3, text(f"Med valgforbund: {labels}"))
        yield from _counted(meeting, chair.allied, f"med valgforbund: {labels}", "formand-med", names)
        yield from _decided_by_alliance(chair.posts, names)
        yield Heading(3, text("Uden valgforbund"))
        yield from _counted(meeting, chair.plain, "uden valgforbund", "formand-uden", names)
    yield from _lot(meeting, names)
    yield Heading(3, text("Hvor mange stemmer der skulle til"))
    yield _margins(meeting, names)
    if chair.elected:
        yield Heading(3, text("Valget"))
        yield bullets(_elected(post, names) for post in chair.posts if post.elected)


def _counted(
    meeting: Proceedings, election: PostElection, how: str, anchor: str, names: Names
) -> Iterator[Block]:
    yield largest_quotients(
        meeting.dossier.result, election, caption=f"De største kvotienter {how}", anchor=anchor
    ).written
    yield entitled(election, names.contenders)


def _decided_by_alliance(posts: tuple[PostComparison, ...], names: Names) -> Iterator[Block]:
    sentences = [
        f"Valgforbund afgør {post.title}sposten: uden valgforbund ville den gå til "
        f"{names.contender(post.plain.holder)}, og nu går den til {names.contender(post.allied.holder)}."
        for post in posts
        if post.is_decided_by_alliance and post.plain and post.allied
    ]
    if sentences:
        yield bullets(sentences)
    elif all(post.plain and post.allied for post in posts):
        yield paragraph("Posterne går til de samme partier som uden valgforbund.")


def _lot(meeting: Proceedings, names: Names) -> Iterator[Block]:
    tie = meeting.chair.tie
    if tie is None:
        return
    yield paragraph(
        f"{between(tie, names.contender)} står lige, og der trækkes lod (regel V7).",
        kind=ParagraphKind.LEAD,
    )
    yield bullets(
        what_each_fall_gives(
            (
                outcome.lots[-1],
                listed(
                    f"{wording.POSTS[post.number]} {names.contender(post.holder)}" for post in outcome.posts
                ),
            )
            for outcome in meeting.chair.outcomes()
        )
    )
    yield from how_to_enter(tie, meeting.dossier.convening)


def _margins(meeting: Proceedings, names: Names) -> Block:
    return Table(
        header="Parti",
        rows=[
            {
                "Parti": name,
                "Stemmer": meeting.chair.plain.votes[letter],
                "Poster": meeting.chair.margins[letter].seats,
                "Flere stemmer til en post mere": meeting.chair.margins[letter].to_win,
                "Tabte stemmer, der koster en post": meeting.chair.margins[letter].to_lose,
            }
            for letter, name in names.contenders.items()
        ],
        caption="Stemmer fra at vinde eller tabe en post, uden valgforbund og med de andres stemmer uændret",
        anchor="formand-marginer",
        numbers=dict.fromkeys(
            ["Stemmer", "Poster", "Flere stemmer til en post mere", "Tabte stemmer, der koster en post"],
            whole,
        ),
    ).written


def _elected(post: PostComparison, names: Names) -> str:
    """Say who was elected, and how that stands to the count, which it never replaces."""
    assert post.elected is not None  # noqa: S101 - the caller has looked
    how = ", valgt i enighed" if post.elected.is_in_agreement else ""
    said = f"{post.title.capitalize()}: {_person(post.elected, names)}{how}."
    if post.allied is None:
        return f"{said} Optællingen venter på lodtrækning."
    holder = names.contender(post.allied.holder)
    if post.is_as_counted:
        return f"{said} Det er også {holder}, optællingen giver posten."
    return f"{said} Optællingen giver posten til {holder}."


def _person(elected: ElectedPost, names: Names) -> str:
    return f"{elected.person}, {names.contender(elected.contender)}"
