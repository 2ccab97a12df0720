"""Coverage by somebody who means harm: payloads, and a briefing with one of them in every field."""

from dataclasses import replace

from factories import a_claim, a_reading, a_revision, a_statement, an_entity

from firsthand.model.briefing import Briefing
from firsthand.model.claim import Against, AgainstKind, Lineage, Merge, MergeReason, Origin, Variant
from firsthand.model.coverage import Notice, NoticeKind, Setback
from firsthand.model.ids import StoryId
from firsthand.model.span import Span
from firsthand.model.story import Change, Development, Echo, Story, What
from firsthand.model.why import Step

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</mark></div></details><script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>",
    "<!-- <script>alert(1)</script> -->",
    "-->",
    "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    'https://x.example/" onclick="alert(1)',
    "https://x.example/'><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    "<base href=https://x.example/>",
    "<meta http-equiv=refresh content=0;url=https://x.example>",
    "<link rel=stylesheet href=https://x.example/x.css>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
    "\x00<scr\x00ipt>alert(1)</script>",
    "\u202e<script>\u202c",
    "\ud83d<script>",
    "`${alert(1)}`",
    "{{7*7}}${7*7}<%= 7*7 %>",
]


def poisoned(payload):
    """A briefing with `payload` in every field that can hold it."""
    text = f"{payload} said {payload} 1, and {payload} 2.\n\n{payload}\n"
    revision = a_revision(
        "x",
        title=payload,
        outlet=payload,
        byline=payload,
        url=payload,
        wire=payload,
        language=payload,
        origin=payload,
        notices=(Notice(span=Span(text.rindex(payload), len(text)), kind=NoticeKind.OTHER),),
    )
    revision = replace(revision, text=text)
    body = f"{payload} 1"
    entity = an_entity(payload)
    said = a_statement(
        revision, source=payload, cue="said", content=[body, f"{payload} 2"], entity=entity, relays=[payload]
    )
    said = replace(said, place=payload, audience=payload, why=(Step(step=payload, says=payload),))
    origin = Origin(
        actor=payload,
        entity=entity.id,
        named=False,
        statements=(said.id,),
        merged=(Merge(other=payload, reason=MergeReason.CITES, says=payload, statement=said.id),),
    )
    reading = a_reading(revision, [said], entities=(entity,))
    story = StoryId("st-x")
    line = Lineage(named=0, unverified=1, least=1, most=1, outlets=1, articles=1, origins=(origin,))
    claim = a_claim(
        reading,
        story=story,
        text=payload,
        lineage=line,
        variants=(Variant(slot=payload, value=payload, unit=payload, as_of=None, statement=said.id),),
        against=(Against(kind=AgainstKind.DENIAL, claim=None, statement=said.id, why=payload),),
        history=(Development(when=None, what=What.DENIED, by=payload, statement=said.id),),
        why=(Step(step=payload, says=payload),),
    )
    return Briefing(
        readings=(reading,),
        stories=(Story(id=story, title=payload, articles=(revision.article,), first=None, last=None),),
        claims=(claim, replace(claim, id=type(claim.id)("cl-2"), against=(), history=(), story=None)),
        echoes=(Echo(claim=claim.id, article=revision.article, statement=said.id, after=None),),
        changes=(
            Change(
                url=payload,
                article=revision.article,
                earlier=revision.id,
                later=revision.id,
                kind=payload,
                before=payload,
                after=payload,
            ),
        ),
        setbacks=(Setback(input=payload, reason=payload),),
    )
