"""What do pages look like that were captured twice? Pairs of invented pages with a known answer, the same every time.

Half of the pairs differ in their furniture alone: an advertisement, a related story, a share count, curly quotation
marks. The others have an edit of a known kind, some with new furniture round it. Texts and edits stand in
`gold/revisions/articles.txt`, furniture in `furniture.toml`; layouts are below. Nothing here is random twice.
"""

import json
import random
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

SEED = 20310504
FURNITURE_PAIRS = 5
"""Furniture-only pairs an article."""
_NOTE_EVERY = 4
"""Every so many edits the page carries a note about it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit with its answer: in the text `old` becomes `new`; `old` is empty for headline and byline."""

    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Article:
    """One invented text and the edits that can be made to it."""

    slug: str
    outlet: str
    byline: str
    title: str
    paragraphs: tuple[str, ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What one capture shows: the article, its dates, and one piece of furniture of each kind, or none."""

    article: Article
    published: datetime
    modified: datetime | None
    note: str | None = None
    standfirst: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    stories: tuple[tuple[str, str], ...] = ()
    inline: tuple[tuple[int, str, str], ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two captures of one page. `edits` is the answer, empty where only furniture changed."""

    id: str
    url: str
    split: str
    before: str
    after: str
    edits: tuple[Edit, ...]
    silent: bool


def read_articles(folder: Path) -> tuple[Article, ...]:
    """The texts with their edits. A block begins with "== slug | outlet | byline | title"; edits begin with "~"."""
    found = []
    for block in (folder / "articles.txt").read_text("utf-8").split("== ")[1:]:
        head, *lines = block.strip().splitlines()
        slug, outlet, byline, title = head.split(" | ")
        edits = [_edit(line) for line in lines if line.startswith("~")]
        body = tuple(line for line in lines if not line.startswith("~"))
        found.append(Article(slug, outlet, byline, title, body, tuple(edits)))
    return tuple(found)


def _edit(line: str) -> Edit:
    kind, _, change = line[2:].partition(" | ")
    if change.startswith("T: "):
        return Edit(kind, "", change[3:])
    old, _, new = change.partition(" =>")
    return Edit(kind, old, new.strip())


def pairs(folder: Path, split: str) -> Iterator[Pair]:
    """All pairs of one split ("dev", "test" or "all"). Articles are dealt out in turn, so no text is in both."""
    furniture = tomllib.loads((folder / "furniture.toml").read_text("utf-8"))
    for number, article in enumerate(read_articles(folder)):
        part = "dev" if number % 2 == 0 else "test"
        if split in (part, "all"):
            yield from _of(article, part, number, furniture[part])


def _of(article: Article, part: str, number: int, furniture: Mapping[str, list[str]]) -> Iterator[Pair]:
    dice = random.Random(SEED + number)  # noqa: S311 - the same pages every time
    extra = (Edit("byline-changed", "", f"{article.byline} and Edwin Marsh"),) if number % _NOTE_EVERY in (1, 2) else ()
    for at, edit in enumerate((*article.edits, *extra)):
        layout = (number + at) % len(LAYOUTS)
        before = _page(article, furniture, dice)
        after = replace(before, article=edited(article, edit))
        if dice.random() < 0.5:  # noqa: PLR2004 - with new furniture, or without
            after = _refurnished(after, furniture, dice, dice.randint(1, 4))
        told: tuple[Edit, ...] = (edit,)
        says = dice.randrange(4)
        if at % _NOTE_EVERY == _NOTE_EVERY - 1:
            note = dice.choice(furniture["notes"])
            after, told = replace(after, note=note), (edit, Edit("correction-note-added", "", note))
        elif says == 0:
            after = replace(after, modified=(before.modified or before.published) + timedelta(hours=3))
        silent = len(told) == 1 and not (says == 0 and LAYOUTS[layout] is not _bare)
        yield _pair(f"{article.slug}-{at}", part, layout, before, after, told, silent=silent)
    for at in range(FURNITURE_PAIRS):
        before = _page(article, furniture, dice)
        after = _refurnished(before, furniture, dice, dice.randint(2, 6))
        yield _pair(
            f"{article.slug}-f{at}", part, (number + at) % len(LAYOUTS), before, after, (), silent=False,
            typed=at % 2 == 0,
        )  # fmt: skip


def edited(article: Article, edit: Edit) -> Article:
    """`article` after `edit`. The edit's old words must stand in it once."""
    if edit.kind == "headline-changed":
        return replace(article, title=edit.new)
    if edit.kind == "byline-changed":
        return replace(article, byline=edit.new)
    if not any(edit.old in paragraph for paragraph in article.paragraphs):
        raise SystemExit(f"{article.slug}: {edit.old!r} is not in the text")
    at = next(at for at, paragraph in enumerate(article.paragraphs) if edit.old in paragraph)
    changed = " ".join(article.paragraphs[at].replace(edit.old, edit.new, 1).split())
    return replace(article, paragraphs=(*article.paragraphs[:at], changed, *article.paragraphs[at + 1 :]))


def _page(article: Article, furniture: Mapping[str, list[str]], dice: random.Random) -> Page:
    published = datetime(2031, 5, 4, 6, tzinfo=UTC) + timedelta(hours=dice.randint(0, 400))
    page = Page(
        article,
        published,
        published + timedelta(hours=1) if dice.random() < 0.5 else None,  # noqa: PLR2004
        seed=dice.randrange(1 << 30),
    )
    return _refurnished(page, furniture, dice, len(_CHANGES))


def _refurnished(page: Page, furniture: Mapping[str, list[str]], dice: random.Random, many: int) -> Page:
    """`page` with so `many` kinds of its furniture dealt out again."""
    for change in dice.sample(_CHANGES, many):
        page = _dealt(page, change, furniture, dice)
    return page


_BESIDE = ("caption", "newsletter", "cookie", "ad", "ticker", "author", "shares", "comments", "ago")
_CHANGES = (*_BESIDE, "stories", "inline", "standfirst", "seed")


def _dealt(page: Page, change: str, furniture: Mapping[str, list[str]], dice: random.Random) -> Page:
    if change == "stories":
        drawn = dice.sample(furniture["others"], dice.randint(3, 6))
        return replace(page, stories=tuple((one[0], one[1]) for one in drawn))
    if change == "inline":
        places = dice.sample(range(1, len(page.article.paragraphs)), dice.randint(0, 2))
        drawn = dice.sample(furniture["others"], len(places))
        return replace(page, inline=tuple((p, s[0], s[1]) for p, s in zip(sorted(places), drawn, strict=True)))
    if change == "standfirst":
        return replace(page, standfirst=_summary(page.article) if dice.random() < 0.5 else None)  # noqa: PLR2004
    if change == "seed":
        return replace(page, seed=dice.randrange(1 << 30))
    return replace(page, beside={**page.beside, change: _words(change, page, furniture, dice)})


def _words(change: str, page: Page, furniture: Mapping[str, list[str]], dice: random.Random) -> str:
    match change:
        case "shares":
            return f"{dice.randint(2, 900)} shares"
        case "comments":
            return f"{dice.randint(1, 300)} comments"
        case "ago":
            return dice.choice([f"{dice.randint(2, 23)} hours ago", f"{dice.randint(2, 59)} minutes ago", "Yesterday"])
        case "author":
            said = dice.choice(furniture["authors"])
            return said.format(byline=page.article.byline.split(" and ")[0], outlet=page.article.outlet)
        case _:
            return dice.choice([*furniture[f"{change}s"], ""])


def _pair(
    name: str, part: str, layout: int, before: Page, after: Page, told: Sequence[Edit], *, silent: bool,
    typed: bool = False,
) -> Pair:  # fmt: skip
    host = re.sub(r"\W", "", after.article.outlet.lower())
    url = f"https://{host}.example/2031/{name}"
    second = LAYOUTS[layout](after, url)
    if typed:
        second = retyped(second, after.seed)
    return Pair(name, url, part, LAYOUTS[layout](before, url), second, tuple(told), silent)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


_TYPE: Sequence[tuple[str, str]] = (
    ("[“”]", "&quot;"),
    ("’", "'"),
    ("fi", "\ufb01"),
    ("([a-z]{4})(tion|ment|ing)\\b", "\\1\u00ad\\2"),
    ("(\\d) ([a-z])", "\\1\u00a0\\2"),
    ("\\b(the) ", "\\1\u200b "),
    ("\\. ", ".\\n   "),
)
"""Patterns and what stands for them: other type for the same words."""


def retyped(page: str, seed: int) -> str:
    """`page` with the same words in other type: marks straight, spaces and hyphens that do not show, decomposed."""
    dice = random.Random(seed)  # noqa: S311
    ways = dice.sample(_TYPE, 3)
    head, body, tail = re.split(r"(<p>.*</p>)", page, maxsplit=1, flags=re.DOTALL)
    pieces = re.split(r"(<[^>]*>)", body)
    for pattern, other in ways:
        pieces = [piece if piece.startswith("<") else re.sub(pattern, other, piece) for piece in pieces]
    return head + "".join(map(_decomposed, pieces)) + tail


def _body(page: Page, inline: str) -> str:
    """The article's paragraphs, with boxes about other stories between some of them, and the note."""
    boxes = {place: inline.format(head=escape(head), teaser=escape(teaser)) for place, head, teaser in page.inline}
    out = []
    for at, paragraph in enumerate(page.article.paragraphs):
        out += [boxes[at]] if at in boxes else []
        out.append(f"<p>{escape(paragraph, quote=False)}</p>")
    if page.note:
        out.append(f"<p><em>{escape(page.note)}</em></p>")
    return "\n".join(out)


def _links(page: Page) -> str:
    """A list of other stories, each address with a tracking parameter."""
    return "".join(
        f'<li><a href="/s/{at}?utm_source=box&amp;cid={page.seed}">{escape(head)}</a></li>'
        for at, (head, _) in enumerate(page.stories)
    )


def _summary(article: Article) -> str:
    """A line that says again what the first paragraph says."""
    return f"{' '.join(article.paragraphs[0].split()[:14]).rstrip('.')}."


def _said(page: Page, name: str, around: str) -> str:
    words = page.beside.get(name, "")
    return around.format(escape(words, quote=False)) if words else ""


def _json_ld(page: Page, url: str) -> str:
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.article.title,
        "author": [{"@type": "Person", "name": name} for name in page.article.byline.split(" and ")],
        "publisher": {"@type": "Organization", "name": page.article.outlet},
        "datePublished": page.published.isoformat(),
        "mainEntityOfPage": url,
    }
    if page.modified:
        told["dateModified"] = page.modified.isoformat()
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


def _meta(page: Page) -> str:
    modified = f'<meta property="article:modified_time" content="{page.modified.isoformat()}">' if page.modified else ""
    return (
        f'<meta property="og:title" content="{escape(page.article.title)}">'
        f'<meta property="og:site_name" content="{escape(page.article.outlet)}">'
        f'<meta name="author" content="{escape(page.article.byline)}">'
        f'<meta property="article:published_time" content="{page.published.isoformat()}">{modified}'
    )


def _semantic(page: Page, url: str) -> str:
    a = page.article
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(a.title)} | {a.outlet}</title>
<link rel="canonical" href="{url}">{_json_ld(page, url)}</head><body>
{_said(page, "cookie", '<div class="cookie-banner" role="dialog"><p>{}</p><button>Accept</button></div>')}
<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>
{_said(page, "ticker", '<div class="ticker">{}</div>')}
<main><article><header><h1>{escape(a.title)}</h1>
{f'<p class="standfirst">{escape(page.standfirst)}</p>' if page.standfirst else ""}
<p class="byline">By <a rel="author" href="/by?id={page.seed}">{escape(a.byline)}</a></p>
{_said(page, "ago", '<time class="ago">{}</time>')}{_said(page, "shares", '<div class="share">{}</div>')}</header>
<figure><img src="/i.jpg?v={page.seed}" alt="">{_said(page, "caption", "<figcaption>{}</figcaption>")}</figure>
<div class="article-body">{_body(page, '<aside class="related"><h3>{head}</h3><p>{teaser}</p></aside>')}</div>
{_said(page, "author", '<div class="author-bio"><p>{}</p></div>')}
</article></main>{_said(page, "newsletter", '<section class="newsletter"><p>{}</p></section>')}
<aside><h2>Most read</h2><ol>{_links(page)}</ol></aside>
{_said(page, "comments", '<section id="comments"><h2>{}</h2></section>')}
<footer>© 2031 {a.outlet}</footer></body></html>"""


def _soup(page: Page, _url: str) -> str:
    a = page.article
    box = '<div class="c7-x"><h4>{head}</h4><p>{teaser}</p></div>'
    return f"""<html lang="en"><head><meta charset="utf-8"><title>{escape(a.title)}</title>{_meta(page)}</head><body>
<div class="top">{_said(page, "ticker", "<span>{}</span>")}<a href="/">{a.outlet}</a></div>
<div class="wrap"><div class="col-8"><h1>{escape(a.title)}</h1>
<div class="meta"><span>By {escape(a.byline)}</span> {_said(page, "ago", "<span>{}</span>")}
{_said(page, "shares", "<span>{}</span>")}</div>
<div class="story-body">
{f"<p><b>{escape(page.standfirst)}</b></p>" if page.standfirst else ""}
{_said(page, "caption", '<div class="img"><img src="a.jpg"><p class="cap">{}</p></div>')}
{_body(page, box)}
{_said(page, "ad", "<p>{}</p>")}{_said(page, "newsletter", "<p>{}</p>")}
{_said(page, "author", "<p>{}</p>")}
</div><h3>Related stories</h3><ul>{_links(page)}</ul>{_said(page, "comments", "<p>{}</p>")}</div></div>
{_said(page, "cookie", '<div id="gdpr"><p>{}</p></div>')}<div class="foot">All rights reserved.</div></body></html>"""


def _microdata(page: Page, url: str) -> str:
    a = page.article
    box = '<p class="inline-promo"><strong>Read more:</strong> <a href="/x">{head}</a></p>'
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(a.title)} - {a.outlet}</title>
<link rel="canonical" href="{url}">{_meta(page)}</head><body><header><a href="/">{a.outlet}</a></header>
<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{escape(a.title)}</h1>
<p class="dek">{escape(page.standfirst or "")}</p>
<p class="who">{escape(a.byline)} · {page.beside.get("ago", "")} · {page.beside.get("comments", "")}</p>
<div itemprop="articleBody">{_said(page, "caption", "<figure><img src=x><figcaption>{}</figcaption></figure>")}
{_body(page, box)}</div>
<ul class="share"><li>Share</li><li>{page.beside.get("shares", "")}</li></ul></div>
{_said(page, "newsletter", '<form><p>{}</p><input type="email"></form>')}
<div class="recirc"><h2>You may also like</h2>{_teasers(page)}</div></body></html>"""


def _teasers(page: Page) -> str:
    return "".join(f"<div><h3>{escape(h)}</h3><p>{escape(t)}</p></div>" for h, t in page.stories)


def _bare(page: Page, _url: str) -> str:
    """An old page: no metadata but a title, the author's name on top, furniture in plain paragraphs."""
    a = page.article
    return f"""<html><head><title>{escape(a.title)}</title></head><body>
<div><a href="/">Home</a> | <a href="/a">Archive</a></div><div id="main"><h1>{escape(a.title)}</h1>
<p>By {escape(a.byline)}</p>
{_said(page, "ad", "<p>{}</p>")}
{_body(page, "<p>{head}</p><p>{teaser}</p>")}
{_said(page, "ago", "<p>Updated {}</p>")}{_said(page, "shares", "<p>{}</p>")}
{_said(page, "author", "<p><i>{}</i></p>")}</div><div><ul>{_links(page)}</ul></div></body></html>"""


def _sections(page: Page, url: str) -> str:
    a = page.article
    box = '<section data-t="q"><h2>{head}</h2><div>{teaser}</div><a href="/x?cid=1">Full story</a></section>'
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(a.title)}</title>
<link rel="canonical" href="{url}">{_json_ld(page, url)}</head><body>
{_said(page, "cookie", '<div class="consent">{}</div>')}
<section class="hero"><h1>{escape(a.title)}</h1><p>{escape(page.standfirst or "")}</p>
<div>{escape(a.byline)} {_said(page, "ago", "<i>{}</i>")}
{_said(page, "comments", "<a href='#c'>{}</a>")}</div></section>
<section class="text">{_body(page, box)}{_said(page, "ad", '<div class="adslot">{}</div>')}</section>
{_said(page, "author", '<section class="about-author"><h3>About the author</h3><p>{}</p></section>')}
<section class="more"><h2>More from {a.outlet}</h2>{_teasers(page)}</section>
{_said(page, "newsletter", '<section class="signup"><p>{}</p></section>')}</body></html>"""


LAYOUTS = (_semantic, _soup, _microdata, _bare, _sections)
