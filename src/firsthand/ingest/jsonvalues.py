"""What can come out of JSON? One type for it, and one way of reading it that ends for any input."""

import json
from typing import TypeAlias

from firsthand.model.errors import NotText

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def parse_json(text: str) -> Json:
    """The value that `text` is; line breaks within strings are let through.

    Raises NotText for text that is no JSON, and for JSON nested too deep to be read (100,000 brackets).
    """
    try:
        value: Json = json.loads(text, strict=False)
    except RecursionError as error:
        raise NotText("JSON that is nested too deep to be an article") from error
    except ValueError as error:
        raise NotText(f"what is no JSON ({error})") from error
    return value
