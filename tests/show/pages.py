"""Reads a page back, and finds what is wrong with it: elements left open, requests, scripts, lost anchors."""

from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "hr"})
FETCHING = frozenset(
    {"script", "img", "iframe", "object", "embed", "link", "video", "audio", "source", "base", "form", "use", "image"}
)
ADDRESSES = frozenset(
    {"src", "srcset", "href", "xlink:href", "action", "formaction", "data", "poster", "background", "ping"}
)


class Page(HTMLParser):
    """`faults` is empty for a page that is whole and asks for nothing; `marks` are texts by anchor."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.faults = []
        self.ids = []
        self.links = []
        self.marks = {}
        self.text = []
        self.elements = []
        self._marking = []
        self._back = False
        self.feed(html)
        self.close()
        self.faults += [f"left open: {name}" for name in self.open]
        self.faults += [f"twice the same id: {i}" for i in set(self.ids) if self.ids.count(i) > 1]
        inside = {link[1:] for link in self.links if link.startswith("#")}
        self.faults += [f"leads nowhere: #{name}" for name in inside - set(self.ids)]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.elements.append((tag, given))
        self._back = self._back or given.get("class") == "back"
        self.ids += [given["id"]] if "id" in given else []
        self._judge(tag, given)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self._marking.append((given.get("id"), []))

    def _judge(self, tag, given):
        if tag in FETCHING:
            self.faults.append(f"an element that fetches or runs: {tag}")
        for name, value in given.items():
            scripted = "javascript:" in (value or "").replace("\t", "").lower() and name in ADDRESSES
            if name.startswith("on") or scripted:
                self.faults.append(f"an attribute that runs: {name}={value}")
            if name in ADDRESSES:
                outside = tag == "a" and (value or "").startswith(("http://", "https://"))
                if outside and given.get("rel") != "noopener noreferrer":
                    self.faults.append(f"a link without rel: {value}")
                if not outside and not (value or "").startswith("#"):
                    self.faults.append(f"an address that is no web address: {tag} {name}={value}")
                self.links.append(value or "")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"closed out of order: {tag} in {self.open[-3:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        self._back = self._back and tag != "a"
        if tag == "mark" and self._marking:
            name, parts = self._marking.pop()
            if name:
                self.marks[name] = "".join(parts)

    def handle_data(self, data):
        if not self._back:  # the way back to a claim is no text of the article
            self.text.append(data)
            for _, parts in self._marking:
                parts.append(data)
        if "style" in self.open:
            self.faults += [f"the style asks for something: {word}" for word in ("url(", "@import") if word in data]

    def handle_comment(self, data):
        self.faults.append(f"a comment: {data[:40]}")
