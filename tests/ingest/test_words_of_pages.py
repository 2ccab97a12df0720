"""Charsets, dates, languages, addresses, front matter: tables of what is written and what it means."""

import pytest
from factories import a_notice, a_revision
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest.capture import Capture, Kind, kind_of
from firsthand.ingest.charset import decode, tidy
from firsthand.ingest.dates import find_date, parse_date
from firsthand.ingest.language import language_of
from firsthand.ingest.phrasebook import phrasebook, read_phrasebook
from firsthand.ingest.plain import front_matter, front_matter_end
from firsthand.ingest.revise import canonical_url, revises
from firsthand.model.coverage import NoticeKind
from firsthand.model.errors import LexiconError, NotADate
from firsthand.model.when import When

SAYING = "“The bridge is shut,” Ann Lee said – “für immer”."


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        (SAYING.encode(), None),
        (SAYING.encode(), "iso-8859-1"),
        (SAYING.encode("utf-8-sig"), None),
        (SAYING.encode("utf-16"), None),
        (SAYING.encode("utf-32"), "utf-8"),
        (SAYING.encode("utf-16-le"), None),
        (SAYING.encode("utf-16-be"), None),
        (SAYING.encode("cp1252"), "windows-1252"),
        (SAYING.encode("cp1252"), "ISO-8859-1"),
        (SAYING.encode("cp1252"), '"latin1"'),
    ],
)
def test_charsets_that_are_sure(raw, declared):
    decoded = decode(raw, declared)
    assert decoded.text == SAYING
    assert decoded.remarks == ()


@pytest.mark.parametrize("declared", [None, "no-such-charset", "rot13", "zip", "", "\0"])
def test_a_guess_is_said_to_be_one(declared):
    text = "Министр заявил, что мост закрыт до воскресенья, и никто не знает, когда его откроют. " * 3
    decoded = decode(text.encode("cp1251"), declared)
    assert decoded.text == text
    (remark,) = decoded.remarks
    assert "guess" in remark


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_utf8_comes_back_character_for_character(text):
    odd = sum((c < " " and c not in "\t\n\r\f\v\b\x1b") or c == "\x7f" for c in text)
    if odd or text.startswith("\ufeff"):
        return
    assert decode(text.encode()).text == text.replace("\r\n", "\n")


@given(st.text(alphabet=st.sampled_from("a\0\ud800\udfff\r\né😀")))
def test_tidying_keeps_offsets(text):
    tidied, _ = tidy(text)
    assert len(tidied) == len(text.replace("\r\n", "\n"))
    assert tidied.encode("utf-8", "strict").decode() == tidied


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2031", "2031"),
        ("2031-05", "2031-05"),
        ("2031-05-04", "2031-05-04"),
        ("2031-05-04T10:30", "2031-05-04T10:30"),
        ("2031-05-04T10:30:15Z", "2031-05-04T10:30:15Z"),
        ("2031-05-04T10:30:15.123+02:00", "2031-05-04T10:30:15+02:00"),
        ("2031-05-04T10:30:15+0200", "2031-05-04T10:30:15+02:00"),
        ("2031-05-04 10:30:15 UTC", "2031-05-04T10:30:15Z"),
        ("Sun, 04 May 2031 10:30:00 GMT", "2031-05-04T10:30:00Z"),
        ("Sun, 04 May 2031 10:30:00 -0500", "2031-05-04T10:30:00-05:00"),
        ("4 May 2031", "2031-05-04"),
        ("Published 4 May 2031, 10:30", "2031-05-04T10:30"),
        ("4th May 2031 at 9.05 pm", "2031-05-04T21:05"),
        ("May 4, 2031", "2031-05-04"),
        ("Sept. 4, 2031 12:15 am", "2031-09-04T00:15"),
        ("MAY 4, 2031 | 12:15 PM EDT", "2031-05-04T12:15-04:00"),
        ("31/12/2031", "2031-12-31"),
        ("12/31/2031", "2031-12-31"),
        ("04.05.2031", "2031-05-04"),
        ("2031-05-04/2031-05-06", "2031-05-04/2031-05-06"),
    ],
)
def test_dates(written, edtf):
    assert parse_date(written) == When(edtf)


@pytest.mark.parametrize(
    "written", ["", "soon", "04/05/2031", "31 June 2031", "4 May", "2031-13-01", "x" * 500, "10:30"]
)
def test_what_is_no_date_or_may_be_two(written):
    assert parse_date(written) is None


@given(st.text(max_size=60))
def test_dates_never_fail(written):
    for read in (parse_date, find_date):
        try:
            assert read(written) is None or isinstance(read(written), When)
        except NotADate:  # pragma: no cover - would be the defect
            pytest.fail("not translated")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The bridge was shut on Sunday, and it is not known when it will open again."),
        ("de", "Die Brücke wurde am Sonntag geschlossen, und es ist nicht bekannt, wann sie wieder geöffnet wird."),
        ("fr", "Le pont a été fermé dimanche et on ne sait pas quand il sera rouvert à la circulation."),
        ("es", "El puente se cerró el domingo y no se sabe cuándo volverá a abrirse para los vecinos de la ciudad."),
        ("it", "Il ponte è stato chiuso domenica e non si sa quando sarà riaperto, ha detto la portavoce della città."),
        ("pt", "A ponte foi fechada no domingo e não se sabe quando será reaberta, disse a porta-voz da cidade."),
        ("nl", "De brug is zondag gesloten en het is niet bekend wanneer hij weer open gaat, zei de woordvoerder."),
        ("sv", "Bron stängdes i söndags och det är inte känt när den öppnas igen, säger hon som leder arbetet."),
        ("pl", "Most został zamknięty w niedzielę i nie wiadomo, kiedy zostanie otwarty, bo to jest do ustalenia."),
        ("ru", "Мост закрыли в воскресенье, и пока не известно, когда его откроют, как заявил он на встрече."),
        ("uk", "Міст закрили в неділю, і поки що не відомо, коли його відкриють, як заявив він на зустрічі."),
        ("ja", "橋は日曜日に閉鎖されたと知事は述べた。再開の時期は分かっていない。"),
        ("zh", "市长说，大桥星期天已经关闭，目前还不知道什么时候重新开放。"),
        ("no", "Broen ble stengt søndag, og det er ikke kjent når den åpnes igjen, sier hun som leder arbeidet."),
        ("da", "Broen blev lukket søndag, og det vides ikke, hvornår den åbner igen, siger hun, der leder arbejdet."),
        ("fi", "Silta suljettiin sunnuntaina, eikä vielä tiedetä, milloin se on taas auki, kertoo kaupunki."),
        ("is", "Brúnni var lokað á sunnudag og ekki er vitað hvenær hún verður opnuð aftur, segir hann."),
        ("et", "Sild suleti pühapäeval ja veel ei ole teada, millal see taas avatakse, ütles linnapea."),
        ("lv", "Tilts tika slēgts svētdien, un vēl nav zināms, kad to atvērs, sacīja mērs."),
        ("lt", "Tiltas buvo uždarytas sekmadienį ir dar nežinoma, kada jis bus atidarytas, sakė meras."),
        ("cs", "Most byl v neděli uzavřen a zatím není známo, kdy se opět otevře, řekl starosta města."),
        ("sk", "Most bol v nedeľu uzavretý a zatiaľ nie je známe, kedy sa opäť otvorí, povedal primátor mesta."),
        ("hu", "A hidat vasárnap lezárták, és még nem tudni, hogy mikor nyitják meg újra, mondta a polgármester."),
        ("ro", "Podul a fost închis duminică și nu se știe când va fi redeschis, a declarat primarul orașului."),
        ("hr", "Most je zatvoren u nedjelju i još se ne zna kada će biti otvoren, rekao je gradonačelnik."),
        ("sl", "Most so v nedeljo zaprli in še ni znano, kdaj ga bodo odprli, je povedal župan."),
        ("sq", "Ura u mbyll të dielën dhe nuk dihet se kur do të hapet sërish, tha kryetari i bashkisë."),
        ("tr", "Köprü pazar günü kapatıldı ve ne zaman açılacağı henüz bilinmiyor, dedi belediye başkanı."),
        ("ca", "El pont es va tancar diumenge i no se sap quan es tornarà a obrir, va dir l'alcaldessa amb veu greu."),
        ("id", "Jembatan itu ditutup pada hari Minggu dan belum diketahui kapan akan dibuka lagi, kata wali kota."),
        ("vi", "Cây cầu đã bị đóng vào Chủ nhật và chưa biết khi nào sẽ được mở lại, ông thị trưởng nói."),
        ("be", "Мост закрылі ў нядзелю, і пакуль не вядома, калі яго адкрыюць, заявіў ён на сустрэчы."),
        ("bg", "Мостът беше затворен в неделя и не се знае кога ще бъде отворен, каза кметът на града."),
        ("sr", "Мост је затворен у недељу и још се не зна када ће бити отворен, рекао је градоначелник."),
        ("mk", "Мостот беше затворен во недела и сè уште не се знае кога ќе биде отворен, рече градоначалникот."),
        ("kk", "Көпір жексенбіде жабылды және оның қашан ашылатыны әлі белгісіз, деп мәлімдеді әкім."),
        ("ar", "أغلق الجسر يوم الأحد ولا يعرف متى سيفتح مرة أخرى، قالت رئيسة البلدية في المساء."),
        ("fa", "پل روز یکشنبه بسته شد و معلوم نیست که چه زمانی دوباره باز می‌شود، شهردار گفت."),
        ("ur", "پل اتوار کو بند کر دیا گیا ہے اور معلوم نہیں کہ اسے دوبارہ کب کھولا جائے گا، میئر نے کہا۔"),
        ("he", "הגשר נסגר ביום ראשון ולא ידוע מתי ייפתח שוב, אמרה ראשת העיר."),
        ("el", "Η γέφυρα έκλεισε την Κυριακή και δεν είναι γνωστό πότε θα ανοίξει ξανά."),
        ("hi", "पुल रविवार को बंद कर दिया गया और यह पता नहीं है कि यह फिर कब खुलेगा, महापौर ने कहा।"),
        ("mr", "पूल रविवारी बंद करण्यात आला आहे आणि तो पुन्हा कधी उघडेल हे माहीत नाही, असे महापौरांनी सांगितले."),
        ("ko", "다리는 일요일에 폐쇄되었으며 언제 다시 열릴지는 알려지지 않았다고 시장이 말했다."),
        ("th", "สะพานถูกปิดเมื่อวันอาทิตย์ และยังไม่ทราบว่าจะเปิดอีกเมื่อใด"),
        ("en", "Bürgermeister Jürgen Groß and Señor Núñez said that the bridge was shut, and will open in May."),
        (None, "Ann Lee"),
        (None, ""),
        (None, "1 2 3 4 5"),
    ],
)
def test_languages(code, text):
    assert language_of(text) == code


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/bridge?id=7",
        "HTTPS://News.Example:443/bridge/?utm_source=feed&id=7#top",
        "https://news.example/bridge?fbclid=abc&id=7&UTM_Medium=x",
        "https://user:pass@news.example./bridge?id=7",
        " https://news.example/br%69dge/?id=7 ",
    ],
)
def test_addresses_of_one_page(url):
    assert canonical_url(url) == "https://news.example/bridge?id=7"


def test_addresses_of_other_pages():
    urls = [
        "https://news.example/bridge",
        "http://news.example/bridge",
        "https://news.example/Bridge",
        "https://news.example:8443/bridge",
        "https://news.example/bridge?id=7",
        "https://news.example/bridge%2Fa",
        "https://news.example/bridge/a",
        "https://www.news.example/bridge",
    ]
    assert len({canonical_url(u) for u in urls}) == len(urls)


@given(st.text(max_size=40), st.sampled_from(["http://a.example/", "https://[::1]/", "http://a:b/", ""]))
def test_a_canonical_address_is_canonical(rest, start):
    once = canonical_url(start + rest)
    assert canonical_url(once) == once


def test_revises():
    ad = "The bridge is shut.\n\nAdvertisement\n\nAnn Lee said so."
    first = a_revision("The bridge is shut.\n\nAnn Lee said so.", article="a")
    with_ad = a_revision(ad, article="a", notices=(a_notice(ad, "Advertisement", NoticeKind.AD_MARKER),))
    changed = a_revision("The bridge is open.\n\nAnn Lee said so.", article="a")
    note = "The bridge is shut.\n\nAnn Lee said so.\n\nCorrection: not Ann Hall."
    noted = a_revision(
        note, article="a", notices=(a_notice(note, "Correction: not Ann Hall.", NoticeKind.CORRECTION_NOTE),)
    )
    assert not revises(first, first)
    assert not revises(first, with_ad)
    assert not revises(with_ad, first)
    assert revises(first, changed)
    assert revises(first, noted)
    titled = a_revision(first.text, article="a", title="A headline")
    assert revises(titled, a_revision(first.text, article="a", title="Another headline"))
    assert not revises(first, titled)
    assert not revises(first, a_revision(changed.text, article="b"))


def test_front_matter():
    text = '---\ntitle: "Bridge shut"\nDate: 2031-05-04\nnonsense\ntags: [a]\n---\nText.'
    assert text[front_matter_end(text) :] == "Text."
    assert front_matter(text) == {"title": "Bridge shut", "published": "2031-05-04"}


@pytest.mark.parametrize(
    "text", ["", "Text.", "---", "---\ntitle: x", "--- a\ntitle: x\n---\n", "x\n---\ntitle: x\n---"]
)
def test_no_front_matter(text):
    assert front_matter_end(text) == 0


@pytest.mark.parametrize(
    ("raw", "media", "kind"),
    [
        (b"<p>x</p>", "text/plain", Kind.PLAIN),
        (b"%PDF-1.4", "text/html", Kind.PDF),
        (b"x", "text/markdown", Kind.MARKDOWN),
        (b'{"text": "x"}', None, Kind.LINES),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", None, Kind.PAGE),
        (b"<?xml version='1.0'?><rss version='2.0'>", None, Kind.FEED),
        (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", Kind.PAGE),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "application/xml", Kind.PAGE),
        (b"Ann Lee said so.", None, Kind.PLAIN),
        (b"Ann Lee said so.", "application/octet-stream", Kind.PLAIN),
        (b'{"text": "x"}\n{"text": "y"}', "application/json", Kind.LINES),
        (b'[{"text": "x"}]', "application/json", Kind.JSON),
    ],
)
def test_kinds(raw, media, kind):
    assert kind_of(Capture(origin="x", raw=raw, media=media)) is kind


def test_the_phrasebook_is_written_as_lines_are_compared():
    book = phrasebook("en")
    assert book.whole["advertisement"] is NoticeKind.AD_MARKER
    assert phrasebook("xx").whole == book.whole
    assert phrasebook("de").whole["anzeige"] is NoticeKind.AD_MARKER
    assert phrasebook("de").whole["advertisement"] is NoticeKind.AD_MARKER
    assert phrasebook("de").is_agency("Northwire")
    assert book.is_agency("Northwire")
    assert book.is_agency("the Harbour Press Agency")
    assert not book.is_agency("The Harbour Post")


@pytest.mark.parametrize(
    "toml",
    [
        "not toml",
        '[phrases.no-such-kind]\nwhole = ["a"]',
        '[phrases.share]\nsometimes = ["a"]',
        '[phrases.share]\nwhole = ["Share"]',
        '[phrases.share]\nwhole = ["share  this"]',
        "[phrases.share]\nwhole = [5]",
        "[phrases.share]\nwhole = ['it’s']",
        '[agencies]\nnames = ["Northwire"]',
    ],
)
def test_broken_phrase_lists(toml):
    with pytest.raises(LexiconError, match=r"made\.toml: expected"):
        read_phrasebook(toml, "made.toml")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1252", "“The bridge is shut,” she said – and it is not known for how long."),
        ("cp1252", "Le pont a été fermé dimanche et on ne sait pas quand il sera rouvert à la circulation."),
        ("cp1250", "Most został zamknięty w niedzielę i nie wiadomo, kiedy zostanie otwarty, bo jest w nim pęknięcie."),
        ("shift_jis", "橋は日曜日に閉鎖されたと知事は述べた。再開の時期は分かっていない。" * 3),
    ],
)
def test_guesses_that_are_right(charset, text):
    assert decode(text.encode(charset)).text == text
