"""Names of WordprocessingML as lxml spells them, and the smallest ways to ask for them."""

from __future__ import annotations

from collections.abc import Iterator

from extract.archive import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = f"{W}val"
_OFF = frozenset(("0", "false", "off", "none"))
# what only wraps content: tagged, inserted, moved here, controlled
_WRAPPERS = frozenset(
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo")
)
_ALTERNATE = f"{MC}AlternateContent"


def value(parent: Element | None, name: str) -> str | None:
    """Return the w:val of the child `name` of `parent`, None where there is no such child."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return None if child is None else child.get(VAL, "")


def own(element: Element, name: str) -> Element | None:
    """Return the properties of an element, which always stand first in it."""
    if len(element) == 0:
        return None
    head = element[0]
    return head if head.tag == name else None


def switched_on(element: Element) -> bool:
    """Tell whether a property that is on or off is on; no value means on."""
    return element.get(VAL, "1") not in _OFF


def is_on(parent: Element | None, name: str) -> bool:
    """Tell whether `parent` has the switch `name` and it is on."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return child is not None and switched_on(child)


def number(text: str | None, default: int = 0) -> int:
    """Return `text` as an integer, `default` when it is none."""
    try:
        return int(text) if text else default
    except ValueError:
        return default


def content(parent: Element) -> Iterator[Element]:
    """Yield the children of `parent` in reading order, wrappers opened.

    Deleted content is left out; of alternatives only the first is taken.
    """
    for child in parent:
        tag = child.tag
        if tag in _WRAPPERS:
            yield from content(child)
        elif tag == _ALTERNATE:
            chosen = _chosen(child)
            if chosen is not None:
                yield from content(chosen)
        else:
            yield child


def _chosen(alternate: Element) -> Element | None:
    choice = alternate.find(f"{MC}Choice")
    return choice if choice is not None else alternate.find(f"{MC}Fallback")
