"""Does the scorer of stories give all where all is right, and notice each thing that is not?"""

import copy
import json
import sys
import tomllib

import pytest
import score_stories as scorer
import story_run
from story_against import Tally
from story_match import Matched, same
from story_run import Cache, Ran, Story

HURT, DAM, LAKE, OPENS = "cl-hurt", "cl-dam", "cl-lake", "cl-opens"
NOTE = "Correction: An earlier version of this report said that the lake is dry."

ARTICLES = {
    "a01": {
        "url": "https://post.example/weir",
        "outlet": "The Post",
        "published": "2033-03-01T08:00Z",
        "text": (
            "Four people were hurt, the mayor said. Six people were hurt, the union said. The lake is dry, Ann Tal "
            "said."
        ),
    },
    "a02": {
        "url": "https://bell.example/weir",
        "outlet": "The Bell",
        "published": "2033-03-02T08:00Z",
        "text": (
            "Five people were hurt by now, the mayor said. “The lake is not full,” Bo Kerr said. The weir will open on "
            "Friday, Ann Tal said. Nine people were hurt at the dam last year, the clerk said. It rained, Cy Orr said."
        ),
    },
    "a01-later": {
        "url": "https://post.example/weir",
        "outlet": "The Post",
        "published": "2033-03-01T08:00Z",
        "modified": "2033-03-03T08:00Z",
        "text": (
            "Four people were hurt, the mayor said. Six people were hurt, the union said. The lake is full, Ann Tal "
            f"said.\n\n{NOTE}"
        ),
        "notices": [{"text": NOTE, "kind": "correction-note"}],
    },
}
SAID = {
    "s1": ("a01", "Four people were hurt", "the mayor"),
    "s2": ("a01", "Six people were hurt", "the union"),
    "s3": ("a01", "The lake is dry", "Ann Tal"),
    "t1": ("a02", "Five people were hurt by now", "the mayor"),
    "t2": ("a02", "“The lake is not full,”", "Bo Kerr"),
    "t3": ("a02", "The weir will open on Friday", "Ann Tal"),
    "t4": ("a02", "Nine people were hurt at the dam last year", "the clerk"),
    "t5": ("a02", "It rained", "Cy Orr"),
    "u1": ("a01-later", "Four people were hurt", "the mayor"),
    "u2": ("a01-later", "Six people were hurt", "the union"),
    "u3": ("a01-later", "The lake is full", "Ann Tal"),
}
TOLD = {
    "story": "weir",
    "today": "2033-03-10",
    "claims": [
        {
            "id": "hurt",
            "standing": "disputed",
            "named": 2,
            "unverified": 0,
            "least": 2,
            "most": 2,
            "origins": [
                {"id": "mayor", "actor": "the mayor", "named": True},
                {"id": "union", "actor": "the union", "named": True},
            ],
            "mentions": [
                {"article": "a01", "text": "Four people", "bearing": "supports", "origin": "mayor", "value": "4"},
                {"article": "a01-later", "text": "Four people", "bearing": "supports", "origin": "mayor", "value": "4"},
                {"article": "a01", "text": "Six people were", "bearing": "supports", "origin": "union", "value": "6"},
                {"article": "a01-later", "text": "Six people were", "bearing": "supports", "value": "6"},
                {"article": "a02", "text": "Five people were hurt", "bearing": "supports", "value": "5"},
            ],
            "against": [
                {"kind": "number", "relation": "conflict", "mentions": [0, 2]},
                {"kind": "number", "relation": "update", "mentions": [0, 4]},
            ],
            "history": [
                {"when": "2033-03-01T08:00Z", "what": "first-said", "mention": 0},
                {"when": "2033-03-02T08:00Z", "what": "updated", "mention": 4},
            ],
            "drift": [{"says": ["a02", "Five people were hurt"], "rests_on": ["a01-later", "Six people were"]}],
        },
        {
            "id": "dam",
            "standing": "asserted",
            "named": 1,
            "unverified": 0,
            "least": 1,
            "most": 1,
            "mentions": [
                {"article": "a02", "text": "Nine people were hurt at the dam last year", "bearing": "supports"}
            ],
            "against": [{"kind": "number", "relation": "scope", "claim": "hurt"}],
        },
        {
            "id": "lake",
            "standing": "corrected",
            "named": 1,
            "unverified": 0,
            "least": 1,
            "most": 1,
            "mentions": [
                {"article": "a01-later", "text": "The lake is full", "bearing": "supports"},
                {"article": "a02", "text": "The lake is not full", "bearing": "denies"},
            ],
            "against": [{"kind": "denial", "relation": "conflict", "mentions": [0, 1]}],
            "history": [{"when": "2033-03-03T08:00Z", "what": "corrected", "mention": 0}],
        },
        {
            "id": "opens",
            "standing": "overdue",
            "named": 1,
            "unverified": 0,
            "least": 1,
            "most": 1,
            "mentions": [{"article": "a02", "text": "The weir will open on Friday", "bearing": "predicts"}],
            "history": [{"when": "2033-03-05", "what": "fell-due"}],
        },
    ],
    "lookalikes": [{"claims": ["hurt", "dam"]}],
    "corrections": [{"article": "a01-later", "note": NOTE, "claim": "lake", "kind": "correction"}],
    "echoes": [{"article": "a02", "text": "Five people were hurt", "claim": "hurt", "how": "published-after"}],
    "predictions": [{"claim": "opens", "due": "2033-03-04", "outcome": "overdue"}],
}


def predicted(name, standing, counts, statements, against=(), history=()):
    return {
        "id": name,
        "text": name,
        "standing": standing,
        "origins": {**dict(zip(scorer.COUNTS, counts, strict=True)), "list": []},
        "statements": [{"article": SAID[s][0], "statement": s, "bearing": "supports"} for s in statements],
        "against": [{"why": "so it is", "claim": None, "statement": None, **row} for row in against],
        "history": [{"when": None, "by": None, "statement": None, **event} for event in history],
        "drift": [],
    }


def passage(key):
    """A statement as a row of drift cites it."""
    name, content, _ = SAID[key]
    start = ARTICLES[name]["text"].index(content)
    return {
        "article": name,
        "statement": key,
        "headline": None,
        "content": [{"start": start, "end": start + len(content)}],
    }


BRIEF = {
    "claims": [
        predicted(
            HURT,
            "disputed",
            (2, 0, 2, 2),
            ["u1", "u2", "t1"],
            [{"kind": "number", "statement": "u2"}],
            [{"what": "first-said", "statement": "u1"}, {"what": "updated", "statement": "t1"}],
        ),
        predicted(DAM, "asserted", (1, 0, 1, 1), ["t4"]),
        predicted(
            LAKE,
            "corrected",
            (1, 0, 1, 1),
            ["u3", "t2"],
            [{"kind": "denial", "statement": "t2"}],
            [{"what": "corrected", "by": "The Post"}],
        ),
        predicted(OPENS, "overdue", (1, 0, 1, 1), ["t3"], history=[{"what": "fell-due"}]),
    ],
    "echoes": [{"claim": HURT, "article": "a02", "statement": "t1", "after": None}],
}
BRIEF["claims"][0]["drift"].append({"says": passage("t1"), "rests_on": passage("u2")})


def read_of(name):
    text = ARTICLES[name]["text"]

    def row(key, content, actor):
        start = text.index(content)
        return {
            "id": key,
            "content": [{"exact": content, "start": start, "end": start + len(content)}],
            "chain": [{"actor": actor}, {"actor": ARTICLES[name]["outlet"]}],
            "event_time": {"norm": "2033-03-04" if key == "t3" else None},
        }

    return {
        "text": text,
        "article": {"id": name},
        "own_words": [],
        "statements": [row(k, words, who) for k, (where, words, who) in SAID.items() if where == name],
    }


def ran(change=None):
    told = copy.deepcopy({"brief": BRIEF, "read": {name: read_of(name) for name in ARTICLES}})
    claims = {claim["id"]: claim for claim in told["brief"]["claims"]}
    if change:
        change(told, claims)
    story = Story(name="weir", told=TOLD, articles=ARTICLES)
    return Ran(story=story, read=told["read"], brief=told["brief"])


def flat(figures, path=""):
    for key, value in figures.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{key}.")
        elif key in {"percent", "p", "r"} or "_called_" in key or key == "unjudged":
            yield f"{path}{key}".removesuffix(".percent"), value


def figures(change=None):
    return dict(flat(scorer.score([ran(change)])))


RIGHT = figures()
BAD = {"lookalikes_joined", "claims_joined", "origins.over_counted", "origins.under_counted"}
BAD |= {"origins.over_counted_several", "mentions.replaced"}


def test_what_is_right_scores_all():
    want = {key: 0 if key in BAD or "_called_" in key or key.endswith("unjudged") else 100 for key in RIGHT}
    want |= {"mentions.replaced": None}
    assert want == RIGHT
    assert list(scorer.details(Matched(ran()))) == []


def test_the_passage_of_two_wordings_counts_once_and_is_looked_for_in_the_last():
    matched = Matched(ran())
    assert [m.statement for m in matched.of("hurt")] == ["u1", "u2", "t1"]
    assert len(matched.mentions) == 7
    assert not any(matched.is_replaced(m) for m in matched.mentions)


def drop(told, name, key):
    told["read"][name]["statements"] = [s for s in told["read"][name]["statements"] if s["id"] != key]


def move(claims, key, here, there):
    row = next(s for s in claims[here]["statements"] if s["statement"] == key)
    claims[here]["statements"].remove(row)
    claims[there]["statements"].append(row)


def unread(told, claims):
    """The prediction is not read at all: its claim has no partner, and all that rests on it is gone."""
    drop(told, "a02", "t3")
    told["brief"]["claims"].remove(claims[OPENS])


def split(told, claims):
    told["brief"]["claims"].append(predicted("cl-more", "asserted", (1, 0, 1, 1), []))
    told["brief"]["claims"][-1]["statements"].append(claims[HURT]["statements"].pop())


def against(name, **row):
    def change(_told, claims):
        claims[name]["against"].append({"why": "so it is", "claim": None, "statement": None, **row})

    return change


def has_happened(name, **event):
    def change(_told, claims):
        claims[name]["history"].append({"when": None, "by": None, "statement": None, **event})

    return change


def counted(name, *counts):
    def change(_told, claims):
        claims[name]["origins"].update(zip(scorer.COUNTS, counts, strict=True))

    return change


def of_no_mention(told, _claims):
    told["brief"]["claims"].append(
        predicted("cl-rain", "open", (1, 0, 1, 1), ["t5"], [{"kind": "denial", "claim": LAKE}])
    )


def note_of_another_claim(_told, claims):
    claims[DAM]["history"] += claims[LAKE]["history"]
    claims[LAKE]["history"] = []


def due_on_another_day(told, _claims):
    next(s for s in told["read"]["a02"]["statements"] if s["id"] == "t3")["event_time"]["norm"] = "2033-03-11"


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (
            unread,
            {
                "mentions": 85.71,
                "mentions.in_claims": 85.71,
                "origins.partner": 75,
                "origins.named_exact": 75,
                "origins.unverified_exact": 75,
                "origins.least_exact": 75,
                "origins.most_exact": 75,
                "history.r": 75,
                "history.by_what.fell-due.p": None,
                "history.by_what.fell-due.r": 0,
                "predictions.due": 0,
            },
        ),
        (counted(HURT, 3, 1, 2, 4), {
            "origins.named_exact": 75, "origins.unverified_exact": 75, "origins.most_exact": 75,
            "origins.over_counted": 25, "origins.over_counted_several": 50,
        }),
        (counted(DAM, 0, 0, 0, 1), {
            "origins.named_exact": 75, "origins.least_exact": 75, "origins.under_counted": 25,
        }),
        (lambda _told, claims: claims[LAKE].update(standing="disputed"), {"standing": 75}),
        # The dam's claim now has the larger one for its partner, and with it that one's counts and standing.
        (lambda _told, claims: move(claims, "t4", DAM, HURT), {
            "lookalikes_joined": 100, "claims_joined": 16.67, "bcubed.linked.p": 78.57, "bcubed.whole.p": 78.57,
            "origins.named_exact": 75, "origins.least_exact": 75, "origins.most_exact": 75, "origins.over_counted": 25,
            "standing": 75,
        }),
        (against(DAM, kind="number", claim=HURT), {
            "against.conflicts.p": 66.67, "against.both.p": 75, "against.either.p": 75, "against.by_kind.number.p": 50,
            "against.scope_called_conflict": 1,
        }),
        (against(HURT, kind="number", statement="t1"), {
            "against.conflicts.p": 66.67, "against.both.p": 75, "against.by_kind.number.p": 50,
            "against.update_called_conflict": 1,
        }),
        (against(OPENS, kind="status", claim=LAKE), {
            "against.conflicts.p": 66.67, "against.both.p": 75, "against.either.p": 75, "against.by_kind.status.p": 0,
        }),
        (lambda _told, claims: claims[LAKE].update(against=[]), {
            "against.conflicts.r": 50, "against.both.r": 66.67, "against.either.r": 66.67,
            "against.by_kind.denial.p": None, "against.by_kind.denial.r": 0,
        }),
        (of_no_mention, {"against.unjudged": 1}),
        (has_happened(LAKE, what="updated", statement="t2"), {
            "against.updates.p": 50, "against.both.p": 75, "against.conflict_called_update": 1,
            "history.p": 80, "history.by_what.updated.p": 50,
        }),
        # What a source takes back is an update where the gold has one, and else for the history to judge.
        (has_happened(LAKE, what="withdrawn", statement="u3"), {
            "against.conflict_called_update": 1, "against.updates.p": 50, "against.both.p": 75,
            "history.p": 80, "history.by_what.withdrawn.p": 0,
        }),
        (has_happened(OPENS, what="withdrawn", statement="t3"), {
            "against.unjudged": 1, "history.p": 80, "history.by_what.withdrawn.p": 0,
        }),
        (note_of_another_claim, {
            "corrections.p": 0, "corrections.r": 0, "history.p": 75, "history.r": 75,
            "history.by_what.corrected.p": 0, "history.by_what.corrected.r": 0,
        }),
        (lambda told, _claims: told["brief"]["echoes"].append({"claim": DAM, "statement": "t4"}), {"echoes.p": 50}),
        (lambda told, _claims: told["brief"]["echoes"].clear(), {"echoes.p": None, "echoes.r": 0}),
        (due_on_another_day, {"predictions.due": 0}),
        (lambda _told, claims: claims[HURT].update(drift=[]), {
            "drift.p": None, "drift.r": 0, "drift.surer.p": None, "drift.surer.r": 0,
        }),
        # The surer words are right, and rest on other ones.
        (lambda _told, claims: claims[HURT]["drift"][0].update(rests_on=passage("u1")), {"drift.p": 0, "drift.r": 0}),
        (lambda _told, claims: claims[HURT]["drift"].append({"says": passage("t2"), "rests_on": passage("u3")}), {
            "drift.p": 50, "drift.surer.p": 50,
        }),
    ],
)  # fmt: skip
def test_what_is_wrong_costs_what_it_should(change, changed):
    found = figures(change)
    assert {k: found.get(k) for k in found.keys() | RIGHT.keys() if found.get(k) != RIGHT.get(k)} == changed


def test_a_claim_in_two_parts_costs_recall_alone():
    found = figures(split)
    # Of seven passages three are of the claim: two of these find each other, one itself alone.
    assert (found["bcubed.linked.p"], found["bcubed.linked.r"]) == (100, round(100 * (4 + 2 * 2 / 3 + 1 / 3) / 7, 2))
    assert found["lookalikes_joined"] == 0


def test_what_only_an_earlier_wording_has_is_told_apart():
    told = copy.deepcopy(TOLD)
    told["claims"][2]["mentions"].append({"article": "a01", "text": "The lake is dry", "bearing": "supports"})
    one = ran()
    found = scorer.score([Ran(story=Story(name="weir", told=told, articles=ARTICLES), read=one.read, brief=one.brief)])
    assert (found["mentions"]["count"], found["mentions"]["of"]) == (8, 8)
    assert found["mentions"]["replaced"] == {"percent": 0, "count": 0, "of": 1}
    assert found["bcubed"]["linked"]["of"] == 8


def test_details_name_what_is_wrong():
    def all_wrong(told, claims):
        unread(told, claims)
        counted(HURT, 3, 0, 2, 2)(told, claims)
        against(DAM, kind="number", claim=HURT)(told, claims)
        claims[LAKE].update(against=[])

    lines = list(scorer.details(Matched(ran(all_wrong))))
    assert "opens: not found in a02: The weir will open on Friday" in lines
    assert "opens: no claim stands for it" in lines
    assert any(line.startswith("hurt: over-counted [3, 0, 2, 2]") for line in lines)
    assert any(line.startswith("conflict is scope: number") for line in lines)
    assert any(line.startswith("conflict missed, denial: lake") for line in lines)
    assert "history missed: opens, fell-due, None" in lines


def test_claims_that_cite_each_other_are_one_row():
    def both(told, claims):
        against(DAM, kind="number", claim=HURT)(told, claims)
        against(HURT, kind="number", claim=DAM)(told, claims)

    tally = Tally()
    tally.add(Matched(ran(both)))
    assert tally.figures()["scope_called_conflict"] == 1


def test_a_passage_of_two_claims_fits_with_the_mentions_of_either():
    both, one, other = frozenset("ab"), frozenset("a"), frozenset("b")
    found = scorer.bcubed([[(both, "x"), (one, "x"), (other, "y")]])
    # It may be in one claim alone: of itself (two claims shared) half is found, all of `one`, nothing of `other`.
    assert (found["p"], found["r"]) == (100, round(100 * ((0.5 + 1 + 0) / 3 + 1 + 0.5) / 3, 2))
    apart = scorer.bcubed([[(one, "x"), (other, "x")]])
    assert (apart["p"], apart["r"]) == (50, 100)


@pytest.mark.parametrize(
    ("passage", "content", "is_same"),
    [
        (range(4), range(4), True),
        (range(4), range(2, 6), True),  # F1 .5
        (range(4), range(2, 7), False),
        (range(5), range(2, 40), True),  # three of its five words
        (range(5), range(3, 40), False),
        (range(40), range(35, 40), True),  # the content lies in the passage
        (range(40), range(37, 42), False),
        (range(0), range(3), False),
    ],
)
def test_when_a_content_says_what_a_passage_says(passage, content, is_same):
    assert same(frozenset(passage), frozenset(content)) is is_same


def write_gold(folder, split="train"):
    home = folder / "weir"
    home.mkdir(parents=True)
    head = 'story = "weir"\nregister = "local"\ntitle = "The weir"\nbyline = "By Al Ode"\n'
    for name, article in ARTICLES.items():
        rows = "".join(f"{k} = {json.dumps(v)}\n" for k, v in article.items() if k != "notices")
        notices = "".join(
            f'[[notices]]\ntext = {json.dumps(n["text"])}\nkind = "{n["kind"]}"\n' for n in article.get("notices", ())
        )
        (home / f"{name}.toml").write_text(head + rows + notices, "utf-8")
    (home / "story.toml").write_text('story = "weir"\ntoday = "2033-03-10"\nclaims = []\n', "utf-8")
    (folder / "splits.toml").write_text(f'{split} = ["weir"]\n', "utf-8")
    return folder


class Deaf:
    """A tagger that is not to be asked."""

    def __getattr__(self, name):
        raise AssertionError(f"the reader was asked for {name}")


def test_wordings_come_in_the_order_of_their_dates_with_what_the_gold_says_of_them(tmp_path):
    story = story_run.story_in(write_gold(tmp_path) / "weir")
    assert list(story.articles) == ["a01", "a02", "a01-later"]
    came = story_run.revision_of(story.articles["a01-later"], "weir/a01-later")
    first = story_run.revision_of(story.articles["a01"], "weir/a01")
    assert came.article == first.article
    assert (came.outlet, came.byline, came.published.edtf, came.modified.edtf) == (
        "The Post",
        "By Al Ode",
        "2033-03-01T08:00Z",
        "2033-03-03T08:00Z",
    )
    assert [(n.span.of(came.text), n.kind.value) for n in came.notices] == [(NOTE, "correction-note")]
    assert came.notices[0].note.before is not None


def test_what_was_read_is_not_read_again(tmp_path):
    story = story_run.story_in(write_gold(tmp_path / "gold") / "weir")
    once, readings = story_run.run(story, Cache(tmp_path / "kept"))
    again, _ = story_run.run(story, Cache(tmp_path / "kept", Deaf()))
    assert once == again
    assert len(readings) == 3
    assert len(once.brief["articles"]) == 2, "two wordings of one page are one article"
    changed = {**story.articles["a02"], "text": "Something else, Ann Tal said."}
    with pytest.raises(AssertionError, match="the reader was asked"):
        Cache(tmp_path / "kept", Deaf()).reading(changed, "weir/a02")


def test_nothing_is_listed_of_the_test_split(tmp_path, monkeypatch, capsys):
    gold = write_gold(tmp_path, "test")
    for which in (["--split", "test"], ["--story", "weir"], []):
        monkeypatch.setattr(sys, "argv", ["score_stories.py", "--gold", str(gold), "--details", *which])
        with pytest.raises(SystemExit) as ended:
            scorer.main()
        assert ended.value.code == 2
    assert "whose errors nobody reads" in capsys.readouterr().err


def test_every_story_of_the_gold_is_in_one_split():
    gold = scorer.HERE / "gold" / "stories"
    held = tomllib.loads((gold / "splits.toml").read_text("utf-8"))
    named = [story for stories in held.values() for story in stories]
    assert sorted(named) == sorted(path.parent.name for path in gold.glob("*/story.toml"))
