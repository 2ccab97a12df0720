"""How do claims, and what came of them, lie in rows? As readings do (see `rows`), with the same promise: exactly.

A Claim is one row of `claims`; who mentions it, who vouches for it, which values differ, what speaks against
it, what happened to it and where it became surer are rows of six other tables, in their order.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import RowMapping

from firsthand.model.claim import (
    Against,
    AgainstKind,
    Bearing,
    Claim,
    Drift,
    DriftKind,
    Lineage,
    Mention,
    Merge,
    MergeReason,
    Origin,
    Standing,
    Variant,
)
from firsthand.model.ids import (
    ArticleId,
    ClaimId,
    EntityId,
    RevisionId,
    StatementId,
    StoryId,
)
from firsthand.model.story import Change, Development, Echo, Story, What
from firsthand.store.rows import Row, edtf, placed, when_of, why_of, why_rows

CLAIM_PARTS: Final = ("mentions", "origins", "variants", "against", "developments", "drifts")
"""The tables in which the parts of a Claim lie."""


def story_row(story: Story, position: int) -> Row:
    """One row of `stories`; its articles go into `story_articles`."""
    return {
        "id": story.id,
        "position": position,
        "title": story.title,
        "first": edtf(story.first),
        "last": edtf(story.last),
    }


def story_of(row: RowMapping, articles: Iterable[RowMapping]) -> Story:
    """A Story of its row and those of its articles, in order."""
    return Story(
        id=StoryId(row["id"]),
        title=row["title"],
        articles=tuple(ArticleId(a["article"]) for a in articles),
        first=when_of(row["first"]),
        last=when_of(row["last"]),
    )


def claim_row(claim: Claim, position: int) -> Row:
    """One row of `claims`; mentions, origins, variants, against, developments and drifts go into their own tables."""
    lineage = claim.lineage
    return {
        "id": claim.id,
        "position": position,
        "story": claim.story,
        "text": claim.text,
        "standing": claim.standing.value,
        "named": lineage.named,
        "unverified": lineage.unverified,
        "least": lineage.least,
        "most": lineage.most,
        "outlets": lineage.outlets,
        "articles": lineage.articles,
        "why": why_rows(claim.why),
    }


def claim_of(row: RowMapping, parts: Mapping[str, Sequence[RowMapping]]) -> Claim:
    """A Claim of its row and of the rows of its parts, by table name, each in order."""
    lineage = Lineage(
        named=row["named"],
        unverified=row["unverified"],
        least=row["least"],
        most=row["most"],
        outlets=row["outlets"],
        articles=row["articles"],
        origins=tuple(_origin_of(o) for o in parts["origins"]),
    )
    return Claim(
        id=ClaimId(row["id"]),
        story=StoryId(row["story"]) if row["story"] is not None else None,
        text=row["text"],
        mentions=tuple(_mention_of(m) for m in parts["mentions"]),
        lineage=lineage,
        standing=Standing(row["standing"]),
        variants=tuple(_variant_of(v) for v in parts["variants"]),
        against=tuple(_against_of(a) for a in parts["against"]),
        history=tuple(_development_of(d) for d in parts["developments"]),
        why=why_of(row["why"]),
        drift=tuple(_drift_of(d) for d in parts["drifts"]),
    )


def claim_parts(claim: Claim) -> dict[str, list[Row]]:
    """The rows of everything that lies in tables of its own, by table name."""
    return {
        "mentions": placed(map(_mention_row, claim.mentions), claim=claim.id),
        "origins": placed(map(_origin_row, claim.lineage.origins), claim=claim.id),
        "variants": placed(map(_variant_row, claim.variants), claim=claim.id),
        "against": placed(map(_against_row, claim.against), claim=claim.id),
        "developments": placed(map(_development_row, claim.history), claim=claim.id),
        "drifts": placed(map(_drift_row, claim.drift), claim=claim.id),
    }


def _statement_id_of(value: str | None) -> StatementId | None:
    return StatementId(value) if value is not None else None


def _mention_row(mention: Mention) -> Row:
    return {"article": mention.article, "statement": mention.statement, "bearing": mention.bearing.value}


def _mention_of(row: RowMapping) -> Mention:
    return Mention(
        article=ArticleId(row["article"]), statement=StatementId(row["statement"]), bearing=Bearing(row["bearing"])
    )


def _origin_row(origin: Origin) -> Row:
    return {
        "actor": origin.actor,
        "entity": origin.entity,
        "named": origin.named,
        "statements": list(origin.statements),
        "merged": [[m.other, m.reason.value, m.says, m.statement] for m in origin.merged],
    }


def _origin_of(row: RowMapping) -> Origin:
    return Origin(
        actor=row["actor"],
        entity=EntityId(row["entity"]) if row["entity"] is not None else None,
        named=row["named"],
        statements=tuple(StatementId(s) for s in row["statements"]),
        merged=tuple(
            Merge(other=other, reason=MergeReason(reason), says=says, statement=_statement_id_of(statement))
            for other, reason, says, statement in row["merged"]
        ),
    )


def _variant_row(variant: Variant) -> Row:
    return {
        "slot": variant.slot,
        "value": variant.value,
        "unit": variant.unit,
        "as_of": edtf(variant.as_of),
        "statement": variant.statement,
    }


def _variant_of(row: RowMapping) -> Variant:
    return Variant(
        slot=row["slot"],
        value=row["value"],
        unit=row["unit"],
        as_of=when_of(row["as_of"]),
        statement=StatementId(row["statement"]),
    )


def _against_row(against: Against) -> Row:
    return {
        "kind": against.kind.value,
        "other_claim": against.claim,
        "statement": against.statement,
        "why": against.why,
    }


def _against_of(row: RowMapping) -> Against:
    return Against(
        kind=AgainstKind(row["kind"]),
        claim=ClaimId(row["other_claim"]) if row["other_claim"] is not None else None,
        statement=_statement_id_of(row["statement"]),
        why=row["why"],
    )


def _development_row(development: Development) -> Row:
    return {
        "at": edtf(development.when),
        "what": development.what.value,
        "who": development.by,
        "statement": development.statement,
    }


def _development_of(row: RowMapping) -> Development:
    return Development(
        when=when_of(row["at"]), what=What(row["what"]), by=row["who"], statement=_statement_id_of(row["statement"])
    )


def _drift_row(drift: Drift) -> Row:
    return {
        "kind": drift.kind.value,
        "article": drift.article,
        "statement": drift.statement,
        "rests_on_article": drift.rests_on_article,
        "rests_on": drift.rests_on,
        "why": drift.why,
    }


def _drift_of(row: RowMapping) -> Drift:
    return Drift(
        kind=DriftKind(row["kind"]),
        article=ArticleId(row["article"]),
        statement=_statement_id_of(row["statement"]),
        rests_on_article=ArticleId(row["rests_on_article"]),
        rests_on=StatementId(row["rests_on"]),
        why=row["why"],
    )


def echo_row(echo: Echo) -> Row:
    """One row of `echoes`, but for its position."""
    return {
        "claim": echo.claim,
        "article": echo.article,
        "statement": echo.statement,
        "after": edtf(echo.after),
    }


def echo_of(row: RowMapping) -> Echo:
    """An Echo of its row."""
    return Echo(
        claim=ClaimId(row["claim"]),
        article=ArticleId(row["article"]),
        statement=StatementId(row["statement"]),
        after=when_of(row["after"]),
    )


def change_row(change: Change) -> Row:
    """One row of `changes`, but for its position."""
    return {
        "url": change.url,
        "article": change.article,
        "earlier": change.earlier,
        "later": change.later,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "silent": change.silent,
        "why": list(change.why),
    }


def change_of(row: RowMapping) -> Change:
    """A Change of its row."""
    return Change(
        url=row["url"],
        article=ArticleId(row["article"]),
        earlier=RevisionId(row["earlier"]),
        later=RevisionId(row["later"]),
        kind=row["kind"],
        before=row["before"],
        after=row["after"],
        silent=row["silent"],
        why=tuple(row["why"]),
    )
