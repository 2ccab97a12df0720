"""Posts in words: links go, names stay, and text that is no post is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.posts import plain_post


@pytest.mark.parametrize(
    ("post", "plain"),
    [
        ("Shut! https://post.example/1?a=b", "Shut!"),
        ("Shut#Corrypic.twitter.com/Ab1", "Shut Corry"),
        ("HTTPS://POST.EXAMPLE/1 shut", "shut"),
        ("Shut — Ann Lee (@annlee) May 4, 2031", "Shut Ann Lee"),
        (".@HarbourPost’s word", ". Harbour Post’s word"),
        ("#TheDamBurst #dam2031 #UNReport #the_dam #dam", "The Dam Burst dam 2031 UN Report the dam dam"),
        ("ask ann@post.example", "ask ann post.example"),
        ("", ""),
        ("— (@annlee)", ""),
    ],
)
def test_a_post_in_words(post, plain):
    assert plain_post(post) == plain


@pytest.mark.parametrize(
    "text",
    ["The dam — it held (so far) — is old.", "He said — and (he says) he knows — no.", "No. 5 at 3 % (about 2031)"],
)
def test_what_is_no_post_is_left_alone(text):
    assert plain_post(text) == text


@given(st.text(alphabet=st.sampled_from("ab AB19#@_—()./ "), max_size=40))
def test_nothing_is_added_and_no_link_is_left(text):
    plain = plain_post(f"{text} https://post.example/x")
    assert "https://" not in plain
    assert set(plain) <= set(text) | {" "}
